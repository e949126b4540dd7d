package io.xvad.video.detectors.interpretable;

import io.xvad.core.explain.RuleTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tells the alarms of both monitors as rules that a clip keeps or breaks. */
final class MonitorRules {

    private MonitorRules() {}

    /**
     * A rule for each monitor, broken ones first; none for a clip in which nothing could be looked at.
     *
     * @param frames of a clip, in order
     */
    static List<RuleTrace> of(List<MonitoredFrame> frames, TripleCounts triples) {
        List<RuleTrace> rules = new ArrayList<>();
        if (!frames.isEmpty()) {
            for (int m = 0; m < frames.get(0).readings().size(); m++) {
                rules.add(rule(frames, m, triples));
            }
        }
        rules.sort(Comparator.comparing((RuleTrace rule) -> !rule.violated()));
        return rules;
    }

    private static RuleTrace rule(List<MonitoredFrame> frames, int monitor, TripleCounts triples) {
        MonitoredFrame highest = frames.stream()
                .max(Comparator.comparingDouble(
                        frame -> frame.readings().get(monitor).level()))
                .orElseThrow();
        MonitoredFrame.Reading reading = highest.readings().get(monitor);
        Monitor of = reading.monitor();
        String rule = String.format(
                Locale.ROOT,
                "evidence of unusual %s adds up to less than %.1f (a false alarm in no less than %.0f frames in the mean)",
                of.name(),
                reading.threshold(),
                of.bound().framesToAlarm(reading.threshold()));
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "at most %.1f, at %.1f s",
                reading.sum(),
                highest.frame().seconds()));
        reading.suspects().stream().findFirst().ifPresent(suspect -> facts.add(fact(suspect, of, triples)));
        return new RuleTrace(rule, facts, reading.level() >= 1);
    }

    private static String fact(Suspect suspect, Monitor monitor, TripleCounts triples) {
        String where = suspect.box().x() + ", " + suspect.box().y();
        if (monitor.name().equals(Monitor.OBJECTS)) {
            return String.format(
                    Locale.ROOT, "most by a %s at %s, %.1f limits away", suspect.what(), where, suspect.ratio());
        }
        return triples.counts().entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(suspect.what()))
                .findFirst()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "most by '%s' at %s, which %.2f %% of normal frames have",
                        suspect.what(),
                        where,
                        100 * triples.share(entry.getKey())))
                .orElse("most by '" + suspect.what() + "' at " + where + ", which no normal frame has");
    }
}
