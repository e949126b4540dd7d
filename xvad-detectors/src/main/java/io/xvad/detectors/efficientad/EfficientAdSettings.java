package io.xvad.detectors.efficientad;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.featurenetwork.Standardisation;

/**
 * The part of a fitted EfficientAD that is not weights of its networks. Immutable.
 *
 * @param size side of the images
 * @param halvings how often descriptions halve it
 * @param standardisation of the teacher's descriptions
 * @param structural scaling of how far student and teacher are apart
 * @param logical scaling of how far student and autoencoder are apart
 */
record EfficientAdSettings(
        int size, int halvings, Standardisation standardisation, MapScaling structural, MapScaling logical) {

    private static final String SHAPE = "efficient-ad-shape";
    private static final String STRUCTURAL = "structural-scaling";
    private static final String LOGICAL = "logical-scaling";

    /** Rows and columns of a map. */
    int side() {
        return size >> halvings;
    }

    void write(ModelWriter model) {
        model.doubles(SHAPE, new double[] {size, halvings, standardisation.dimension()});
        standardisation.write(model);
        model.doubles(STRUCTURAL, new double[] {structural.low(), structural.high()});
        model.doubles(LOGICAL, new double[] {logical.low(), logical.high()});
    }

    static EfficientAdSettings read(ModelReader model) {
        double[] sizes = model.doubles(SHAPE);
        if (sizes.length != 3) {
            throw new XvadModelException("entry '" + SHAPE + "' must have 3 values, has " + sizes.length);
        }
        return new EfficientAdSettings(
                (int) sizes[0],
                (int) sizes[1],
                Standardisation.read(model, (int) sizes[2]),
                MapScaling.of(model.doubles(STRUCTURAL)),
                MapScaling.of(model.doubles(LOGICAL)));
    }
}
