package io.xvad.training.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a run in their order.
 *
 * @param steps each after those whose values it reads
 * @param forms of all values, by name
 * @param constants arrays of values that never change, by name
 * @param variables arrays of the graph's own values, which others may change between runs, by name
 * @param wanted names of the results
 */
record Program(
        List<Step> steps,
        Map<String, Form> forms,
        Map<String, INDArray> constants,
        Map<String, INDArray> variables,
        List<String> wanted) {

    Form form(String name) {
        return Objects.requireNonNull(forms.get(name), name);
    }

    /** The steps that read a value. */
    List<Step> readers(String name) {
        return steps.stream().filter(step -> step.inputs().contains(name)).toList();
    }

    /** The same results from other steps, in any order. */
    Program with(List<Step> changed, Map<String, Form> moreForms, Map<String, INDArray> moreConstants) {
        Map<String, Form> allForms = new HashMap<>(forms);
        allForms.putAll(moreForms);
        Map<String, INDArray> allConstants = new HashMap<>(constants);
        allConstants.putAll(moreConstants);
        return new Program(List.copyOf(changed), allForms, allConstants, variables, wanted);
    }

    /** Without steps whose values nobody reads, and with each step after those it needs. */
    Program ordered() {
        Map<String, Step> makers = new HashMap<>();
        steps.forEach(step -> step.outputs().forEach(name -> makers.put(name, step)));
        List<Step> order = new ArrayList<>();
        Set<Step> needed = needed(makers);
        Set<Step> done = new HashSet<>();
        Deque<Step> open =
                new ArrayDeque<>(steps.stream().filter(needed::contains).toList());
        while (!open.isEmpty()) {
            Step step = open.peek();
            List<Step> missing = step.inputs().stream()
                    .map(makers::get)
                    .filter(before -> before != null && !done.contains(before))
                    .toList();
            if (missing.isEmpty()) {
                open.pop();
                if (done.add(step)) {
                    order.add(step);
                }
            } else {
                missing.forEach(open::push);
            }
        }
        return new Program(order, forms, constants, variables, wanted);
    }

    private Set<Step> needed(Map<String, Step> makers) {
        Set<Step> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(wanted);
        while (!open.isEmpty()) {
            Step step = makers.get(open.pop());
            if (step != null && needed.add(step)) {
                open.addAll(step.inputs());
            }
        }
        return needed;
    }
}
