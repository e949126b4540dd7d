package io.xvad.core.detect;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The results of all measures that were taken of a detector on held-out normal samples. Immutable. */
record Measured(List<Found<?>> found) {

    /** The result of one measure, and the measure, which can write it to a model file. */
    record Found<C>(HeldOutMeasure<C> measure, C value) {

        static <C> Found<C> read(HeldOutMeasure<C> measure, ModelReader model) {
            return new Found<>(measure, measure.read(new PrefixedReader(prefix(measure), model)));
        }

        void write(ModelWriter model) {
            measure.write(value, new PrefixedWriter(prefix(measure), model));
        }

        private static String prefix(HeldOutMeasure<?> measure) {
            return ENTRY + "-" + measure.name() + "-";
        }

        Capabilities addTo(Capabilities others) {
            return others.with(measure.type(), value);
        }
    }

    /** The entry with the names of the measures whose findings a model holds. */
    private static final String ENTRY = "measured";

    private static final Logger LOG = LoggerFactory.getLogger(Measured.class);
    private static final Measured NONE = new Measured(List.of());

    Measured {
        found = List.copyOf(found);
    }

    static Measured none() {
        return NONE;
    }

    <C> Measured with(HeldOutMeasure<C> measure, C value) {
        List<Found<?>> more = new ArrayList<>(found);
        more.add(new Found<>(measure, value));
        return new Measured(more);
    }

    Capabilities capabilities() {
        Capabilities all = Capabilities.none();
        for (Found<?> one : found) {
            all = one.addTo(all);
        }
        return all;
    }

    void write(ModelWriter model) {
        if (!found.isEmpty()) {
            model.strings(ENTRY, found.stream().map(one -> one.measure().name()).toList());
            found.forEach(one -> one.write(model));
        }
    }

    /** What a model holds of what these measures can read; the rest is left alone. */
    static Measured read(ModelReader model, List<HeldOutMeasure<?>> measures) {
        if (!model.has(ENTRY)) {
            return NONE;
        }
        List<String> names = model.strings(ENTRY);
        List<Found<?>> found = new ArrayList<>();
        for (HeldOutMeasure<?> measure : measures) {
            if (names.contains(measure.name())) {
                found.add(read(measure, model));
            }
        }
        if (found.size() < names.size()) {
            LOG.info("The model holds more of what was measured on normal samples ({}) than can be read here", names);
        }
        return new Measured(found);
    }

    private static Found<?> read(HeldOutMeasure<?> measure, ModelReader model) {
        try {
            return Found.read(measure, model);
        } catch (IllegalArgumentException e) {
            throw new XvadModelException(
                    "broken '" + measure.name() + "', measured on normal samples, in model file: " + e.getMessage(), e);
        }
    }
}
