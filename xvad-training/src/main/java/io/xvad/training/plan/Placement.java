package io.xvad.training.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gives each value of a program an array: blocks of memory are used again as soon as no step reads the value in them. */
final class Placement {

    private final Program program;
    private final Aliases aliases;
    private final PlanMemory blocks;
    private final Map<String, INDArray> arrays = new HashMap<>();
    private final Map<String, INDArray> blockOf = new HashMap<>();
    private final Map<String, Integer> lastUses = new HashMap<>();
    private final Set<String> kept = new HashSet<>();

    private Placement(Program program, PlanMemory memory) {
        this.program = program;
        this.blocks = memory;
        this.aliases = Aliases.of(program);
    }

    /**
     * Places all values.
     *
     * @param inputs names of what goes in
     */
    static Placement of(Program program, Set<String> inputs, PlanMemory memory) {
        memory.begin();
        Placement placement = new Placement(program, memory);
        placement.keep(inputs);
        placement.place();
        return placement;
    }

    private void keep(Set<String> inputs) {
        arrays.putAll(program.constants());
        arrays.putAll(program.variables());
        kept.addAll(program.constants().keySet());
        kept.addAll(program.variables().keySet());
        for (String name : inputs) {
            if (program.forms().containsKey(name)) {
                make(name);
                kept.add(name);
            }
        }
        program.wanted().forEach(name -> kept.add(aliases.root(name)));
        List<Step> steps = program.steps();
        for (int i = 0; i < steps.size(); i++) {
            for (String input : steps.get(i).inputs()) {
                lastUses.put(aliases.root(input), i);
            }
        }
    }

    private void make(String name) {
        Form form = program.form(name);
        put(name, blocks.take(form), form);
    }

    private void put(String name, INDArray block, Form form) {
        blockOf.put(name, block);
        arrays.put(name, PlanMemory.view(block, form));
    }

    private void place() {
        List<Step> steps = program.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (aliases.has(step.output())) {
                INDArray root = array(aliases.root(step.output()));
                arrays.put(
                        step.output(),
                        root.reshape('c', program.form(step.output()).dimensions()));
            } else {
                placeOutputs(step, i);
            }
            release(step, i);
        }
    }

    private void placeOutputs(Step step, int position) {
        for (String output : step.outputs()) {
            Optional<String> free = freed(step, position, program.form(output));
            if (free.isPresent()) {
                String input = free.get();
                put(output, Objects.requireNonNull(blockOf.remove(input)), program.form(output));
            } else {
                make(output);
            }
        }
    }

    /**
     * An input that nobody reads after this step, of the same form: any of those the step names if all are of it. If others are
     * repeated to that form there is none, since ND4J takes up to five times as long to repeat in place.
     */
    private Optional<String> freed(Step step, int position, Form form) {
        List<String> named =
                step.inputs().subList(0, Math.min(step.inPlace(), step.inputs().size()));
        if (!named.stream().allMatch(input -> program.form(input).equals(form))) {
            return Optional.empty();
        }
        return named.stream()
                .map(aliases::root)
                .filter(root -> endsAt(root, position) && blockOf.containsKey(root))
                .filter(root -> readsOnlyAs(form, root, step))
                .findFirst();
    }

    private boolean readsOnlyAs(Form form, String root, Step step) {
        return step.inputs().stream()
                .filter(input -> aliases.root(input).equals(root))
                .allMatch(input -> step.inputs().indexOf(input) < step.inPlace()
                        && program.form(input).equals(form));
    }

    private boolean endsAt(String root, int position) {
        return !kept.contains(root) && lastUses.getOrDefault(root, position) == position;
    }

    private void release(Step step, int position) {
        Set<String> over = new HashSet<>();
        step.inputs().forEach(input -> over.add(aliases.root(input)));
        step.outputs().forEach(output -> over.add(aliases.root(output)));
        for (String root : over) {
            if (endsAt(root, position) && blockOf.containsKey(root)) {
                blocks.release(Objects.requireNonNull(blockOf.remove(root)));
            }
        }
    }

    /** The array of a value. */
    INDArray array(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** The steps to run, in their order. */
    List<Runnable> bound() {
        List<Runnable> bound = new ArrayList<>();
        for (Step step : program.steps()) {
            if (!aliases.has(step.output())) {
                bound.add(step.kernel().bound(all(step.inputs()), all(step.outputs())));
            }
        }
        return bound;
    }

    private List<INDArray> all(List<String> names) {
        return names.stream().map(this::array).toList();
    }
}
