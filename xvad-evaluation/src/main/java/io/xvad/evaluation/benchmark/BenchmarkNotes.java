package io.xvad.evaluation.benchmark;

import io.xvad.evaluation.benchmark.BenchmarkDetector.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What is said below the tables. */
final class BenchmarkNotes {

    private BenchmarkNotes() {}

    static List<String> of(BenchmarkResult result) {
        Set<String> notes = new LinkedHashSet<>();
        for (BenchmarkRun run : result.runs()) {
            run.measurement()
                    .ifPresentOrElse(
                            found -> {
                                found.failures().forEach(failure -> notes.add(run.id() + ": " + failure));
                                found.notes().forEach(note -> notes.add(run.id().data() + ": " + note));
                            },
                            () -> notes.add("failed: " + run.id() + ": " + run.error()));
        }
        BenchmarkPlan plan = result.plan();
        plan.detectors().forEach(detector -> addStandings(result, detector, notes));
        addPromise(result, notes);
        addMachines(result, notes);
        return new ArrayList<>(notes);
    }

    private static void addStandings(BenchmarkResult result, BenchmarkDetector detector, Set<String> notes) {
        for (Standing standing : result.standings(detector)) {
            if (!standing.beaten()) {
                notes.add("for comparison only: " + detector.label() + " does not beat " + standing.yardstick()
                        + ": difference of image AUROC " + BenchmarkText.difference(standing.auroc())
                        + standing.aupro()
                                .map(compared -> ", of AU-PRO " + BenchmarkText.difference(compared))
                                .orElse(""));
            }
        }
        boolean compared = result.plan().detectors().stream().anyMatch(one -> one.role() != Role.MEASURED);
        if (compared
                && detector.role() == Role.MEASURED
                && result.plan().untrained(detector).isEmpty()) {
            notes.add(detector.label() + " has no untrained form: it trains no network");
        }
    }

    /** Too few images held out promise less than was asked for. */
    private static void addPromise(BenchmarkResult result, Set<String> notes) {
        double wanted = result.plan().falseAlarmRate();
        result.runs().stream()
                .flatMap(run -> run.measurement().stream()
                        .filter(found -> found.promisedRate() > wanted)
                        .map(found -> String.format(
                                Locale.ROOT,
                                "%s: %d images to calibrate on promise a false-alarm rate of %.3g, not %.3g",
                                run.id().data(),
                                found.calibratedOn(),
                                found.promisedRate(),
                                wanted)))
                .forEach(notes::add);
    }

    private static void addMachines(BenchmarkResult result, Set<String> notes) {
        Set<String> machines = new TreeSet<>();
        result.runs().forEach(run -> run.measurement().ifPresent(found -> machines.add(found.machine())));
        if (machines.size() > 1) {
            notes.add("times and memory are of " + machines.size() + " machines, not to be compared: "
                    + String.join("; ", machines));
        } else {
            machines.forEach(machine -> notes.add("machine: " + machine));
        }
    }
}
