package io.xvad.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.model.WholeFile;
import io.xvad.core.progress.ProgressListener;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a command has to say: text or JSON on standard output, a progress bar on a terminal. */
final class Output {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--json", description = "Print the result as JSON and nothing else.")
    private boolean json;

    static ObjectMapper mapper() {
        return JSON;
    }

    /** A number as JSON; not-a-number, which JSON lacks, as null. */
    static JsonNode number(double value) {
        return Double.isFinite(value)
                ? JSON.getNodeFactory().numberNode(value)
                : JSON.getNodeFactory().nullNode();
    }

    private PrintWriter out() {
        return command == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : command.commandLine().getOut();
    }

    /** Prints the text, or with {@code --json} the JSON. */
    void result(JsonNode node, String text) {
        out().println(json ? pretty(node) : text.stripTrailing());
        out().flush();
    }

    /** Prints a line that is not part of the JSON result. */
    void say(String text) {
        if (!json) {
            out().println(text);
            out().flush();
        }
    }

    /** Prints why an input failed, and says the same as JSON. */
    ObjectNode failed(String sampleId, RuntimeException cause) {
        String why = String.valueOf(cause.getMessage());
        warn(why);
        return JSON.createObjectNode().put("sampleId", sampleId).put("error", why);
    }

    /** Prints a warning on standard error. */
    void warn(String text) {
        PrintWriter err = command == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : command.commandLine().getErr();
        err.println("xvad: " + text);
        err.flush();
    }

    static String pretty(JsonNode node) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON that something else wrote. */
    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(JsonNode node, Path file) {
        writeText(pretty(node), file);
    }

    static void writeText(String text, Path file) {
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A bar on a terminal, nothing elsewhere. */
    ProgressListener progress() {
        return System.console() == null ? ProgressListener.none() : new Bars();
    }

    private static final class Bars implements ProgressListener {
        private String stage = "";
        private @Nullable ProgressBar bar;

        @Override
        public void progressed(String newStage, long done, long total) {
            ProgressBar current = bar;
            if (current == null || !newStage.equals(stage)) {
                stage = newStage;
                current = new ProgressBarBuilder()
                        .setTaskName(newStage)
                        .setInitialMax(total)
                        .clearDisplayOnFinish()
                        .build();
                bar = current;
            }
            current.stepTo(done);
            if (done == total) {
                current.close();
                bar = null;
            }
        }
    }
}
