package io.xvad.detectors.efficientad;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.heads.Standardisation;

/**
 * What EfficientAD has learned besides the weights of its networks. Immutable.
 *
 * @param shape of pictures and descriptions
 * @param standardisation of the teacher's descriptions
 * @param structural scaling of how far student and teacher are apart
 * @param logical scaling of how far student and autoencoder are apart
 */
record EfficientAdSettings(
        EfficientAdNetworks.Shape shape, Standardisation standardisation, MapScaling structural, MapScaling logical) {

    private static final String SHAPE = "efficient-ad-shape";
    private static final String STRUCTURAL = "structural-scaling";
    private static final String LOGICAL = "logical-scaling";

    void write(ModelWriter model) {
        model.doubles(SHAPE, new double[] {shape.size(), shape.halvings(), shape.dimension()});
        standardisation.write(model);
        model.doubles(STRUCTURAL, new double[] {structural.low(), structural.high()});
        model.doubles(LOGICAL, new double[] {logical.low(), logical.high()});
    }

    static EfficientAdSettings read(ModelReader model) {
        double[] sizes = model.doubles(SHAPE);
        if (sizes.length != 3) {
            throw new XvadModelException("entry '" + SHAPE + "' must have 3 values, has " + sizes.length);
        }
        EfficientAdNetworks.Shape shape = new EfficientAdNetworks.Shape((int) sizes[0], (int) sizes[1], (int) sizes[2]);
        return new EfficientAdSettings(
                shape,
                Standardisation.read(model, shape.dimension()),
                MapScaling.of(model.doubles(STRUCTURAL)),
                MapScaling.of(model.doubles(LOGICAL)));
    }
}
