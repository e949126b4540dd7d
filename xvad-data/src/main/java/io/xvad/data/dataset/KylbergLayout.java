package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Opens the textures of Kylberg 2011, without or with rotations: {@code blanket1-a-p001.png}, the class, the piece {@code a} to {@code d}
 * and the patch, in any folders. It has no split: patches of piece {@code d} are to test on, since patches of one piece are alike.
 */
final class KylbergLayout implements Layout {

    private static final Pattern NAME = Pattern.compile("(\\w+)-([a-d])-p\\d{3}(-r\\d{3})?");
    private static final String TESTED = "d";

    @Override
    public boolean recognises(Path root) {
        return Stream.concat(
                        Stream.of(root), ImageFiles.directories(root).stream().limit(1))
                .anyMatch(folder ->
                        !FolderContents.children(folder, KylbergLayout::isNamed).isEmpty());
    }

    private static boolean isNamed(Path file) {
        return NAME.matcher(ImageFiles.stem(file)).matches();
    }

    @Override
    public List<String> categories(Path root) {
        return images(root).stream().map(ClassImage::label).distinct().toList();
    }

    private static List<ClassImage> images(Path root) {
        return ImageFiles.below(root).stream().map(KylbergLayout::image).toList();
    }

    private static ClassImage image(Path file) {
        Matcher name = NAME.matcher(ImageFiles.stem(file));
        if (!name.matches()) {
            throw new XvadDataException(
                    file + ": textures of Kylberg are called CLASS-PIECE-pNNN, as blanket1-a-p001.png");
        }
        return new ClassImage(
                ImageSource.of(file), name.group(1), !name.group(2).equals(TESTED));
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        String normal = OneClass.named(root, category, categories(root));
        return OneClass.of(
                root,
                normal,
                images(root),
                name + " (it has no split of its own: piece d of each texture is to test on)");
    }
}
