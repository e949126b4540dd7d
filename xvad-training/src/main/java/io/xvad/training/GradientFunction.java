package io.xvad.training;

import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Adds to a graph what computes its gradients. SameDiff prints a line for each operation to the standard output, which belongs to the
 * program that XVAD is a part of; these lines are left out, whatever other threads print meanwhile. Thread-safe.
 */
public final class GradientFunction {

    private static final Object ONE_AT_A_TIME = new Object();

    private GradientFunction() {}

    /**
     * Of the graph's loss variables.
     *
     * @param variables with respect to which gradients are wanted besides those of the weights
     */
    public static void add(SameDiff graph, String... variables) {
        synchronized (ONE_AT_A_TIME) {
            PrintStream before = System.out;
            PrintStream quiet = new WithoutReports(before);
            System.setOut(quiet);
            try {
                create(graph, variables);
            } finally {
                if (System.out == quiet) {
                    System.setOut(before);
                }
            }
        }
    }

    private static void create(SameDiff graph, String... variables) {
        if (variables.length == 0) {
            graph.createGradFunction();
        } else {
            graph.createGradFunction(variables);
        }
    }

    private static final class WithoutReports extends PrintStream {

        private static final String REPORT = "Added differentiated op ";

        private final PrintStream all;

        WithoutReports(PrintStream all) {
            super(all, true, Charset.defaultCharset());
            this.all = all;
        }

        @Override
        public void print(@Nullable String text) {
            all.print(text);
        }

        @Override
        public void println(@Nullable String line) {
            if (line == null || !line.startsWith(REPORT)) {
                all.println(line);
            }
        }
    }
}
