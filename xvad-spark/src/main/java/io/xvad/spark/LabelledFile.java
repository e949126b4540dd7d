package io.xvad.spark;

import io.xvad.data.dataset.TestCase;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A labelled image in a file of its own, on its way to an executor.
 *
 * @param place its index among all that are evaluated
 * @param file path of the image
 * @param defect what is wrong with it
 * @param mask path of the mask; null if there is none
 * @param settings of what reads the image
 */
record LabelledFile(int place, String file, String defect, @Nullable String mask, ReaderSettings settings)
        implements Serializable {

    static LabelledFile of(int place, TestCase test) {
        if (test.masks().isPresent() || !test.id().equals(test.file().toString())) {
            throw new IllegalArgumentException(
                    test.id() + ": only images and masks in files of their own are evaluated on Spark");
        }
        return new LabelledFile(
                place,
                test.id(),
                test.defect(),
                test.maskFile().map(Path::toString).orElse(null),
                ReaderSettings.of(test.reader()));
    }

    TestCase test() {
        return new TestCase(Path.of(file), defect, Optional.ofNullable(mask).map(Path::of)).readBy(settings.reader());
    }
}
