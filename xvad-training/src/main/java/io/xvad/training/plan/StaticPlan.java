package io.xvad.training.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run of a graph for inputs of given shapes as a list of operations on arrays that are placed once: nothing is
 * allocated in a run, and memory is used again within it. Equal to SameDiff's own run, see {@link #PROPERTY}. Not thread-safe.
 */
public final class StaticPlan {

    /**
     * The system property that says how graphs made from then on are run: {@code exact}, with the results of SameDiff's own
     * execution to the bit, as by default; {@code fast}, with operations that are quicker and round otherwise; {@code off}, by that
     * execution itself.
     */
    public static final String PROPERTY = "xvad.training.plan";

    private static final Logger LOG = LoggerFactory.getLogger(StaticPlan.class);
    private static final String OFF = "off";
    private static final String FAST = "fast";

    private final Map<String, INDArray> inputs = new HashMap<>();
    private final Map<String, INDArray> outputs = new LinkedHashMap<>();
    private final Runnable[] steps;

    private StaticPlan(Program program, Map<String, INDArray> given, PlanMemory memory) {
        Placement placement = Placement.of(program, given.keySet(), memory);
        given.keySet().stream()
                .filter(program.forms()::containsKey)
                .forEach(name -> inputs.put(name, placement.array(name)));
        program.wanted().forEach(name -> outputs.put(name, placement.array(name)));
        steps = placement.bound().toArray(new Runnable[0]);
    }

    /** Whether plans are wanted; see {@link #PROPERTY}. */
    public static boolean isOn() {
        return !OFF.equals(System.getProperty(PROPERTY));
    }

    /**
     * The plan of a graph, whose variables it uses where they lie; empty if the graph has operations that only SameDiff can
     * run, such as loops and random numbers.
     *
     * @param inputs of the shapes that the plan is for
     * @param wanted names of the values that its runs give
     * @param memory where its values lie; plans that never run at once, and whose results are not held meanwhile, may share it
     */
    public static Optional<StaticPlan> of(
            SameDiff graph, Map<String, INDArray> inputs, List<String> wanted, PlanMemory memory) {
        try {
            Program recorded = Recording.of(graph, inputs, wanted);
            Program program =
                    FAST.equals(System.getProperty(PROPERTY)) ? Rewriting.of(recorded) : Rewriting.exactly(recorded);
            return Optional.of(new StaticPlan(program, inputs, memory));
        } catch (UnplannableException e) {
            LOG.debug("SameDiff itself runs this graph: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Runs the graph.
     *
     * @param values of the inputs, of the shapes the plan is for
     * @return the plan's own arrays by name, which the next run overwrites and nobody closes
     */
    public Map<String, INDArray> run(Map<String, INDArray> values) {
        inputs.forEach((name, array) -> array.assign(Objects.requireNonNull(values.get(name), name)));
        for (Runnable step : steps) {
            step.run();
        }
        return outputs;
    }
}
