package io.xvad.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    private Path root = Path.of("");

    private ImageTree tree = new ImageTree(Path.of(""));

    @BeforeEach
    void noFilesYet() {
        tree = new ImageTree(root);
    }

    private List<String> found() {
        return tree.names(ImageFolder.of(root).files());
    }

    private PassedOver passedOver() {
        return ImageFolder.of(root).passedOver();
    }

    @Test
    void linksToFoldersAndFilesAreFollowed() {
        Path data = root.resolve("data");
        tree.with("elsewhere/deep/a.png", "elsewhere/b.png")
                .withLink("data/linked", "../elsewhere")
                .withLink("data/c.png", "../elsewhere/b.png");
        assertThat(tree.names(ImageFolder.of(data).files()))
                .containsExactly("data/c.png", "data/linked/b.png", "data/linked/deep/a.png");
        assertThat(ImageFolder.of(data).passedOver().isEmpty()).isTrue();
        assertThat(ImageFolder.of(data.resolve("linked")).files()).hasSize(2);
        assertThat(ImageFolder.of(data.resolve("linked")).get(0).id()).endsWith("b.png");
    }

    @Test
    void linksInACircleAndToOneFolderTwiceAddNothing() {
        tree.with("day/a.png", "day/sub/b.png")
                .withLink("day/sub/up", "..")
                .withLink("latest", "day")
                .withLink("here", ".")
                .withLink("day/self", "self");
        assertThat(found()).containsExactly("day/a.png", "day/sub/b.png");
        assertThat(tree.names(passedOver().repeated())).containsExactlyInAnyOrder("day/sub/up", "latest", "here");
        assertThat(tree.names(passedOver().brokenLinks())).containsExactly("day/self");
    }

    @Test
    void aLinkToAFolderAroundTheOneSearchedIsNotFollowed() {
        tree.with("normal/a.png", "anomalous/b.png").withLink("normal/up", "..");
        ImageFolder images = ImageFolder.of(root.resolve("normal"));
        assertThat(tree.names(images.files())).containsExactly("normal/a.png");
        assertThat(images.passedOver().text()).contains("1 folder searched under another name", "up");
    }

    @Test
    void aBrokenLinkIsToldOf() {
        tree.with("a.png").withLink("b.png", "nowhere.png").withLink("old", "gone/away");
        assertThat(found()).containsExactly("a.png");
        assertThat(passedOver().text())
                .startsWith("passed over 2 files: 2 broken links (")
                .contains("b.png", "old");
    }

    @Test
    void foldersThatAreHiddenOrOfTheSystemAreLeftOut() {
        tree.with("a.png", "b.ok/c.png")
                .with(".ipynb_checkpoints/a-checkpoint.png", ".Trash/b.png", "b.ok/@eaDir/c.png", "__MACOSX/a.png")
                .with("lost+found/d.png", "$RECYCLE.BIN/e.png", "#recycle/f.png", "System Volume Information/g.png")
                .with("Thumbs.db/h.png", "@Recycle/i.png");
        assertThat(found()).containsExactly("a.png", "b.ok/c.png");
        assertThat(passedOver().housekeeping()).hasSize(10);
        assertThat(passedOver().text()).contains("10 folders of the system or of tools", ".Trash");
    }

    @Test
    void hiddenFilesAreLeftOutAndThoseOfImagesCounted() {
        tree.with("a.png", "._a.png", ".b.jpg").withText(".DS_Store", "x").withText("Thumbs.db", "x");
        assertThat(found()).containsExactly("a.png");
        assertThat(passedOver().text()).isEqualTo("passed over 2 files: 2 hidden");
        assertThat(ImageFiles.in(root)).hasSize(1);
    }

    @Test
    void aHiddenFolderThatIsNamedItselfIsSearched() {
        tree.with(".cache/a.png");
        assertThat(ImageFolder.of(root.resolve(".cache")).size()).isEqualTo(1);
    }

    @Test
    void everyEndingOfTheFormatsThatAreReadIsTaken() {
        tree.with("a.png", "b.JPG", "c.jpeg", "d.jpe", "e.jif", "f.jfif", "g.bmp", "h.tif", "i.TIFF", "j.btf", "k.tf8")
                .with("l.webp");
        assertThat(found()).hasSize(12);
        assertThat(passedOver()).isEqualTo(PassedOver.nothing());
        assertThat(passedOver().text()).isEmpty();
    }

    @Test
    void filesPassedOverAreCountedByTheirEnding() {
        tree.with("a.png", "sub/a.png")
                .with("c.gif", "sub/C.GIF", "d.ppm", "e.heic", "sub/f")
                .withText("sub/notes.txt", "not an image")
                .withLink("g.png", "/nowhere/g.png");
        assertThat(passedOver().files())
                .isEqualTo(Map.of(".gif", 2, ".ppm", 1, ".heic", 1, ".txt", 1, PassedOver.WITHOUT_ENDING, 1));
        assertThat(passedOver().count()).isEqualTo(7);
        assertThat(passedOver().text())
                .startsWith("passed over 7 files: 2 .gif, 1 .heic, 1 .ppm, 1 .txt, 1 without ending, 1 broken link (")
                .endsWith(
                        "g.png); convert .gif, .heic, .ppm to PNG; give a file without ending one, if it is an image");
    }

    @Test
    void whereNothingIsFoundTheMessageTellsWhatIsThere() {
        tree.with("a.heic", "b.heic");
        assertThatThrownBy(() -> ImageFolder.of(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no images found")
                .hasMessageContaining("2 .heic");
    }

    @Test
    void mapsAndOverlaysThatWereWrittenAreLeftOut() {
        tree.with("a.png", "out/overlays/a.png", "out/maps/a.png", "out/maps/sub/b.png")
                .with("second/overlays/a.png")
                .withText("second/detections.jsonl", "{}")
                .with("maps/town.png");
        assertThat(found()).containsExactly("a.png", "maps/town.png");
        assertThat(tree.names(passedOver().outputs())).containsExactly("out/maps", "out/overlays", "second/overlays");
        assertThat(passedOver().text()).contains("3 folders written by XVAD");
    }

    @Test
    void mapsWrittenIntoTheFolderOfTheImagesAreLeftOut() {
        tree.with("a.png", "maps/a.png").withText("detections.json", "[]");
        assertThat(found()).containsExactly("a.png");
    }

    @Test
    void foldersThatTheCallerWritesToAreLeftOutByAnyName() {
        tree.with("a.png", "results/explained.png").withLink("alias", "results");
        Path out = root.resolve("alias").resolve("..").resolve("results");
        ImageFolder images = ImageFolder.of(List.of(root), List.of(out, root.resolve("not/there/yet")));
        assertThat(tree.names(images.files())).containsExactly("a.png");
        assertThat(tree.names(images.passedOver().outputs())).containsExactly("results", "alias");
        assertThat(ImageFolder.of(List.of(root), List.of(root)).files()).hasSize(2);
    }

    @Test
    void aFolderThatCannotBeListedIsToldOf() throws IOException {
        tree.with("a.png", "closed/b.png");
        assumeThat(root.resolve("closed").toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(root.resolve("closed"))).isFalse();
        assertThat(found()).containsExactly("a.png");
        assertThat(passedOver().text()).contains("1 folder not to be listed", "closed");
    }

    @Test
    void imagesOfSeveralPlacesAreJoinedWithWhatWasPassedOver() {
        tree.with("one/a.png", "one/b.gif", "two/c.png", "two/d.gif");
        ImageFolder both = ImageFolder.of(root.resolve("one")).and(ImageFolder.of(root.resolve("two")));
        assertThat(tree.names(both.files())).containsExactly("one/a.png", "two/c.png");
        assertThat(both.passedOver().text()).isEqualTo("passed over 2 files: 2 .gif; convert .gif to PNG");
    }
}
