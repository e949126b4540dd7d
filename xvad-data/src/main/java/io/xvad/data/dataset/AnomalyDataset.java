package io.xvad.data.dataset;

import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.data.image.ImageReader;
import io.xvad.data.map.MaskSource;
import java.util.List;

/**
 * Normal images to learn from and labelled images to test on, read when asked for. Immutable and thread-safe.
 *
 * @param name name of the data set, taken from its directory
 * @param train normal images, in a stable order; empty only of {@link ImageDirectories} that have none
 * @param test labelled images, in a stable order; may be empty
 * @param inventory what was found where, and what was passed over
 */
public record AnomalyDataset(String name, Samples train, List<TestCase> test, Inventory inventory) {

    public AnomalyDataset {
        test = List.copyOf(test);
    }

    /** A data set that was not found in folders. */
    public AnomalyDataset(String name, Samples train, List<TestCase> test) {
        this(name, train, test, Inventory.none());
    }

    /** The same files, read by another reader, for example with another white level. */
    public AnomalyDataset readBy(ImageReader reader) {
        return new AnomalyDataset(
                name,
                trainReadBy(reader),
                test.stream().map(one -> one.readBy(reader)).toList(),
                inventory);
    }

    private Samples trainReadBy(ImageReader reader) {
        if (train instanceof ImageFolder folder) {
            return folder.readBy(reader);
        }
        return train instanceof SourceImages images ? images.readBy(reader) : train;
    }

    /** A copy in which anomalous images without a mask file have the masks of a source, such as the files of a label tool. */
    public AnomalyDataset withMasks(MaskSource source) {
        List<TestCase> masked = test.stream()
                .map(one -> one.anomalous() && one.maskFile().isEmpty() ? one.withMasks(source) : one)
                .toList();
        return new AnomalyDataset(name, train, masked, inventory);
    }

    /** The images of the test cases, in their order. */
    public Samples testImages() {
        return new LabelledImages(test);
    }

    /**
     * The anomalous test images with their masks and kinds, for detectors that learn from some of them. What is learned from
     * must not be tested on: see {@link LabelledSamples#select}.
     */
    public LabelledSamples labelledAnomalies() {
        return new LabelledImages(test.stream().filter(TestCase::anomalous).toList());
    }
}
