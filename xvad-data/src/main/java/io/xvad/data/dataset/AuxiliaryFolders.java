package io.xvad.data.dataset;

import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images of several things, one directory a thing: their categories are the names of the directories. Of a data set the images to test on, normal ones too; of any other directory what {@link LabelledFolder} finds.
 */
public final class AuxiliaryFolders {

    private AuxiliaryFolders() {}

    /**
     * Finds the files; none is read yet.
     *
     * @param directories one or more
     * @throws XvadDataException as {@link LabelledFolder#of(Path)}, or if a data set has no images to test on
     */
    public static LabelledSamples of(List<Path> directories, ImageReader reader) {
        List<Labelled> all = new ArrayList<>();
        for (Path directory : directories) {
            LabelledSamples samples = samples(directory, reader);
            String thing = ImageFiles.name(directory.toAbsolutePath().normalize());
            for (int i = 0; i < samples.size(); i++) {
                all.add(new Labelled(samples, i, thing));
            }
        }
        return new Joined(all);
    }

    private static LabelledSamples samples(Path directory, ImageReader reader) {
        LabelledSamples samples = DatasetFormat.find(directory)
                .filter(format -> format != DatasetFormat.FOLDER)
                .<LabelledSamples>map(format ->
                        new LabelledImages(format.open(directory).readBy(reader).test()))
                .orElseGet(() -> LabelledFolder.of(directory, reader));
        if (samples.size() == 0) {
            throw new XvadDataException(directory + ": no labelled images found");
        }
        return samples;
    }

    /** One of some samples, and what it shows. */
    private record Labelled(LabelledSamples samples, int index, String thing) {}

    private record Joined(List<Labelled> all) implements LabelledSamples {

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public Sample get(int index) {
            return all.get(index).samples().get(all.get(index).index());
        }

        @Override
        public Label label(int index) {
            return all.get(index).samples().label(all.get(index).index());
        }

        @Override
        public String id(int index) {
            return all.get(index).samples().id(all.get(index).index());
        }

        @Override
        public Optional<String> category(int index) {
            return Optional.of(all.get(index).thing());
        }
    }
}
