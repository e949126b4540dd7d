package io.xvad.benchmarks.fuzz;

import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Tries damaged files on everything that reads: {@code Fuzzing FOLDER COUNT MINUTES [TARGET...]}. Goes on where the last run in this
 * folder stopped, until every target has had {@code COUNT} files over its cost, or time is up. Writes {@code FOLDER/done.properties}, how many files each target has had, and
 * for each find its file and a text, of at most ten finds that look the same. Rerun a file: {@code Fuzzing FOLDER again TARGET FILE}.
 */
public final class Fuzzing {

    private static final int BATCH = 200;
    private static final int SAME = 10;

    private final Path folder;
    private final Properties done = new Properties();
    private final TreeMap<String, Integer> kinds = new TreeMap<>();

    private Fuzzing(Path folder) {
        this.folder = folder;
    }

    /** Runs it; ends with 1 if anything was found. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Fuzzing fuzzing = new Fuzzing(Files.createDirectories(Path.of(arguments[0])));
        List<String> names = List.of(arguments).subList(3, arguments.length);
        if (arguments[1].equals("again")) {
            fuzzing.again(arguments[2], Path.of(arguments[3]));
            return;
        }
        List<Target> targets = Targets.all().stream()
                .filter(target -> names.isEmpty() || names.contains(target.name()))
                .toList();
        Instant end = Instant.now().plus(Duration.ofMinutes(Long.parseLong(arguments[2])));
        fuzzing.run(targets, Long.parseLong(arguments[1]), end);
        System.exit(fuzzing.kinds.isEmpty() ? 0 : 1);
    }

    private void again(String name, Path file) throws IOException, InterruptedException {
        Target target = Targets.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Trial trial = new Trial(target, Files.createTempDirectory("xvad-fuzz"))) {
            System.out.println(
                    trial.find(Files.readAllBytes(file)).map(Fuzzing::told).orElse("nothing"));
        }
    }

    private void run(List<Target> targets, long count, Instant end) throws IOException, InterruptedException {
        Path state = folder.resolve("done.properties");
        if (Files.exists(state)) {
            try (var in = Files.newBufferedReader(state)) {
                done.load(in);
            }
        }
        boolean more = true;
        while (more && Instant.now().isBefore(end)) {
            more = false;
            for (Target target : targets) {
                long from = Long.parseLong(done.getProperty(target.name(), "0"));
                long to = Math.min(count / target.cost(), from + Math.max(1, BATCH / target.cost()));
                if (from < to && Instant.now().isBefore(end)) {
                    batch(target, from, to);
                    more = true;
                    done.setProperty(target.name(), String.valueOf(to));
                    WholeFile.write(state, out -> done.store(out, null));
                }
            }
        }
        long total = done.values().stream()
                .mapToLong(value -> Long.parseLong((String) value))
                .sum();
        System.out.println(total + " files in all, by " + done.size() + " targets; found in this run " + kinds);
    }

    private void batch(Target target, long from, long to) throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("work").resolve(target.name()));
        try (Trial trial = new Trial(target, place)) {
            trial.requireSeedsRead();
            for (long number = from; number < to; number++) {
                byte[] input = trial.input(number);
                Optional<Trial.Find> found = trial.find(input);
                if (found.isPresent()) {
                    keep(target, number, input, found.get());
                }
            }
        }
    }

    private void keep(Target target, long number, byte[] input, Trial.Find find) throws IOException {
        String kind = target.name() + ": " + kind(find);
        if (kinds.merge(kind, 1, Integer::sum) <= SAME) {
            Path finds = Files.createDirectories(folder.resolve("finds"));
            Files.write(finds.resolve(target.name() + "-" + number + ".bin"), input);
            Files.writeString(finds.resolve(target.name() + "-" + number + ".txt"), told(find), StandardCharsets.UTF_8);
            System.out.println(target.name() + " " + number + ": "
                    + find.what().lines().findFirst().orElse(""));
        }
    }

    /** The class of the exception and its top frame, by which finds are counted as one; the message without digits if there is none. */
    private static String kind(Trial.Find find) {
        Throwable cause = find.cause();
        if (cause == null || cause.getStackTrace().length == 0) {
            return find.what().replaceAll("\\d+", "#");
        }
        return cause.getClass().getSimpleName() + " at " + cause.getStackTrace()[0];
    }

    private static String told(Trial.Find find) {
        StringWriter text = new StringWriter();
        text.append(find.what()).append('\n');
        if (find.cause() != null) {
            find.cause().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }
}
