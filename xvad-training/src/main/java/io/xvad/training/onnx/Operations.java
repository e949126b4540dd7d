package io.xvad.training.onnx;

import io.xvad.core.XvadModelException;
import java.util.HashMap;
import java.util.Map;

/** The ONNX forms of SameDiff operations, by SameDiff's names. */
final class Operations {

    /** Adds the nodes of one operation. */
    @FunctionalInterface
    interface Form {

        /** The value of one of its outputs. */
        String add(Operation operation, int output);
    }

    private static final Map<String, Form> FORMS = forms();

    private Operations() {}

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new HashMap<>();
        ElementForms.addTo(forms);
        ShapeForms.addTo(forms);
        ConvolutionForms.addTo(forms);
        ReductionForms.addTo(forms);
        BackwardForms.addTo(forms);
        ConvolutionGradients.addTo(forms);
        return Map.copyOf(forms);
    }

    static String translate(Operation operation, int output) {
        Form form = FORMS.get(operation.name());
        if (form == null) {
            throw new XvadModelException("SameDiff operation '" + operation.name() + "' of the variable '"
                    + operation.output() + "' has no ONNX form here");
        }
        return form.add(operation, output);
    }
}
