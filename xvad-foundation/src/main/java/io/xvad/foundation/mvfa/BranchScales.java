package io.xvad.foundation.mvfa;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.detector.SetScaling;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Averages what the two branches say, each on the scale of normal images. Immutable and thread-safe.
 *
 * @param sentences scales of the branch of sentences
 * @param references scales of the branch of references
 */
record BranchScales(Scales sentences, Scales references) {

    private static final Logger LOG = LoggerFactory.getLogger(BranchScales.class);

    private static final int FEWEST = 2;
    private static final int FEW = 8;
    private static final String SENTENCES = "sentence-";
    private static final String REFERENCES = "reference-";

    /** The scales of one branch: of its map and of its image value. */
    record Scales(SetScaling map, SetScaling image) {

        private static final String MAP = "map-scaling";
        private static final String IMAGE = "image-scaling";

        static Scales over(List<Branch> normals) {
            return new Scales(
                    SetScaling.over(normals.stream().map(Branch::map).toList()),
                    SetScaling.over(normals.stream()
                            .map(branch -> new float[] {branch.image()})
                            .toList()));
        }

        static Scales read(ModelReader model, String prefix) {
            return new Scales(SetScaling.read(model, prefix + MAP), SetScaling.read(model, prefix + IMAGE));
        }

        void write(ModelWriter model, String prefix) {
            map.write(model, prefix + MAP);
            image.write(model, prefix + IMAGE);
        }
    }

    /** The scales of what both branches say of some normal images; empty if they are too few to have a range. */
    static Optional<BranchScales> over(List<Branch> bySentences, List<Branch> byReferences) {
        if (bySentences.size() < FEW) {
            LOG.warn(
                    "The scale of the score rests on {} normal reference images; of fewer than {} it is wild, 20 or more give a steady one",
                    bySentences.size(),
                    FEW);
        }
        return bySentences.size() < FEWEST
                ? Optional.empty()
                : Optional.of(new BranchScales(Scales.over(bySentences), Scales.over(byReferences)));
    }

    /** The mean of both, each on its scale. */
    Branch mean(Branch bySentences, Branch byReferences) {
        float[] map = new float[bySentences.map().length];
        for (int i = 0; i < map.length; i++) {
            map[i] = mean(
                    sentences.map().scaled(bySentences.map()[i]),
                    references.map().scaled(byReferences.map()[i]));
        }
        return new Branch(
                map,
                mean(
                        sentences.image().scaled(bySentences.image()),
                        references.image().scaled(byReferences.image())));
    }

    private static float mean(double first, double second) {
        return (float) ((first + second) / 2);
    }

    static Optional<BranchScales> read(ModelReader model) {
        return model.has(SENTENCES + Scales.MAP)
                ? Optional.of(new BranchScales(Scales.read(model, SENTENCES), Scales.read(model, REFERENCES)))
                : Optional.empty();
    }

    void write(ModelWriter model) {
        sentences.write(model, SENTENCES);
        references.write(model, REFERENCES);
    }
}
