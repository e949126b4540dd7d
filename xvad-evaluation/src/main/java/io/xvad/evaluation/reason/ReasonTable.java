package io.xvad.evaluation.reason;

import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How right the reasons of one detector are.
 *
 * @param detector its name
 * @param restores whether it makes normal versions
 * @param judged the images, in their order
 * @param rows a row for each group and kind, that of a group first
 * @param reliance what explanations say of themselves, by group; without groups that say nothing
 */
public record ReasonTable(
        String detector,
        boolean restores,
        List<JudgedReasons> judged,
        List<ReasonRow> rows,
        Map<ReasonGroup, RelianceFigures> reliance) {

    private static final List<ReasonFigure> WRONG_FIRST = List.of(
            ReasonFigure.FIRST, ReasonFigure.POINTS, ReasonFigure.PLACE, ReasonFigure.NORMAL_AGAIN, ReasonFigure.SIZE);

    public ReasonTable {
        judged = List.copyOf(judged);
        rows = List.copyOf(rows);
        reliance = Map.copyOf(reliance);
    }

    static ReasonTable of(String detector, boolean restores, List<JudgedReasons> judged, Bootstrap bootstrap) {
        List<ReasonRow> rows = new ArrayList<>();
        Map<ReasonGroup, RelianceFigures> reliance = new EnumMap<>(ReasonGroup.class);
        for (ReasonGroup group : ReasonGroup.values()) {
            List<JudgedReasons> ofGroup =
                    judged.stream().filter(one -> one.judged().group() == group).toList();
            if (!ofGroup.isEmpty()) {
                rows.add(ReasonRow.of(group, ReasonRow.ALL, ofGroup, bootstrap));
            }
            if (group != ReasonGroup.NORMAL) {
                byKind(ofGroup).forEach((kind, ofKind) -> rows.add(ReasonRow.of(group, kind, ofKind, bootstrap)));
            }
            RelianceFigures.of(ofGroup, bootstrap).ifPresent(figures -> reliance.put(group, figures));
        }
        return new ReasonTable(detector, restores, judged, rows, reliance);
    }

    private static Map<String, List<JudgedReasons>> byKind(List<JudgedReasons> judged) {
        return judged.stream()
                .collect(Collectors.groupingBy(one -> one.judged().kind(), LinkedHashMap::new, Collectors.toList()));
    }

    /** The row of a group and kind, {@link ReasonRow#ALL} for the whole group; empty if there is none. */
    public Optional<ReasonRow> row(ReasonGroup group, String kind) {
        return rows.stream()
                .filter(row -> row.group() == group && row.kind().equals(kind))
                .findFirst();
    }

    /**
     * Images of which the explanation is worst, in turn from each kind of defect: first those whose first reason is wrong or missing,
     * then those that point elsewhere, name a wrong place, are not normal in their normal version, or are of a wrong size. Normal
     * images with a reason are among them; images with nothing wrong are not.
     *
     * @param limit most images
     */
    public List<JudgedReasons> worst(int limit) {
        List<List<JudgedReasons>> byKind = byKind(judged).values().stream()
                .map(ofKind -> ofKind.stream()
                        .filter(one -> fault(one) < WRONG_FIRST.size())
                        .sorted(Comparator.comparingInt(ReasonTable::fault))
                        .toList())
                .toList();
        List<JudgedReasons> worst = new ArrayList<>();
        for (int turn = 0; turn < judged.size() && worst.size() < limit; turn++) {
            for (List<JudgedReasons> ofKind : byKind) {
                if (turn < ofKind.size() && worst.size() < limit) {
                    worst.add(ofKind.get(turn));
                }
            }
        }
        return List.copyOf(worst);
    }

    /** 0 is the worst; the number of faults if there is none. */
    private static int fault(JudgedReasons judged) {
        boolean normal = judged.judged().group() == ReasonGroup.NORMAL;
        if (normal) {
            return judged.is(ReasonFigure.SAID) ? 0 : WRONG_FIRST.size();
        }
        for (int i = 0; i < WRONG_FIRST.size(); i++) {
            if (judged.figure(WRONG_FIRST.get(i)) == 0) {
                return i;
            }
        }
        return WRONG_FIRST.size();
    }

    /** Why figures are missing or what they rest on, a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!restores) {
            notes.add("the detector makes no normal versions, so that nothing is said of them");
        }
        Set<String> unknown = new LinkedHashSet<>();
        boolean unmasked = false;
        boolean decided = false;
        for (JudgedReasons one : judged) {
            boolean flagged = one.is(ReasonFigure.FLAGGED);
            decided |= flagged;
            if (flagged && one.judged().group() != ReasonGroup.NORMAL) {
                if (!one.figures().containsKey(ReasonFigure.FIRST)) {
                    unknown.add(one.judged().kind());
                }
                unmasked |= !one.figures().containsKey(ReasonFigure.POINTS);
            }
        }
        if (!unknown.isEmpty()) {
            notes.add("which reasons are admissible for " + String.join(", ", unknown)
                    + " is not known; a file of admissible reasons can say it");
        }
        if (unmasked) {
            notes.add("some images have no mask, so that place, size and changed area are not judged on them");
        }
        if (!decided) {
            notes.add("no image was found anomalous, so that nothing was judged");
        }
        return List.copyOf(notes);
    }

    /** What explanations of a group say of themselves; empty if they say nothing. */
    public Optional<RelianceFigures> reliance(ReasonGroup group) {
        return Optional.ofNullable(reliance.get(group));
    }
}
