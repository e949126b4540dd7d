package io.xvad.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Opens the real traffic signs of CURE-TSR (Temel et al. 2017): {@code Real_Train/ChallengeFree}, {@code Real_Test/ChallengeFree} and
 * {@code Real_Test/CodecError-1} and others, of images called {@code sequence_sign_challenge_level_index.bmp}. Normal are the images without
 * a challenge; a challenge is a kind of anomaly, all its levels together or, as a category, alone.
 */
final class CureTsrLayout implements Layout {

    private static final String TRAIN = "Real_Train/ChallengeFree";
    private static final String TEST = "Real_Test";
    private static final String FREE = "ChallengeFree";

    @Override
    public boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(TRAIN))
                && Files.isDirectory(root.resolve(TEST).resolve(FREE));
    }

    @Override
    public List<String> categories(Path root) {
        return challenges(root, folder -> true).stream().map(ImageFiles::name).toList();
    }

    private static List<Path> challenges(Path root, Predicate<String> wanted) {
        return ImageFiles.directories(root.resolve(TEST)).stream()
                .filter(folder -> !ImageFiles.name(folder).equals(FREE))
                .filter(folder -> wanted.test(ImageFiles.name(folder)))
                .toList();
    }

    @Override
    public AnomalyDataset open(Path root, Optional<String> category, String name) {
        Gathering gathering =
                category.map(challenge -> Gathering.category(root, challenge)).orElseGet(() -> new Gathering(root));
        gathering.addLearned(root.resolve(TRAIN), ImageFiles.in(root.resolve(TRAIN)));
        Path free = root.resolve(TEST).resolve(FREE);
        gathering.addTestNormal(free, ImageFiles.in(free));
        challenges(root, challenge -> category.isEmpty() || challenge.equals(category.get()))
                .forEach(folder -> gathering.testAnomalous(folder, kind(folder), MaskFolders.none()));
        return gathering.dataset(name);
    }

    /** The challenge without its level. */
    private static String kind(Path folder) {
        return ImageFiles.name(folder).replaceFirst("-\\d+$", "");
    }
}
