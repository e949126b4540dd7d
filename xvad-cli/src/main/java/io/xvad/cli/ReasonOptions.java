package io.xvad.cli;

import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.reason.AdmissibleReasons;
import io.xvad.evaluation.reason.ReasonCase;
import io.xvad.evaluation.reason.ReasonCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a comparison of reasons. */
final class ReasonOptions {

    @Option(
            names = "--reasons",
            description =
                    "Judge the reasons that an explainer names (verbal, or that of --explainers) in place of maps: on anomalous"
                            + " test images, on synthetic defects of every kind on normal test images, and on normal test images.")
    private boolean wanted;

    @Option(
            names = "--admissible",
            paramLabel = "FILE",
            description =
                    "With --reasons: which reasons are right for a kind of defect (the name of its folder), lines such as"
                            + " 'dent = darker | displaced & compact'. Kinds it does not name are judged by the table that is"
                            + " built in.")
    private @Nullable Path admissible;

    @Option(
            names = "--synthetic",
            paramLabel = "N",
            description = "With --reasons: synthetic defects of each kind. Default: ${DEFAULT-VALUE}.")
    private int synthetic = 4;

    @Option(
            names = "--strength",
            split = ",",
            paramLabel = "LOW,HIGH",
            description = "With --reasons: how strong synthetic defects are, in (0, 1]. Default: 0.5,1.")
    private List<Double> strength = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    boolean wanted() {
        return wanted;
    }

    AdmissibleReasons admissible() {
        AdmissibleReasons packaged = AdmissibleReasons.packaged();
        return admissible == null ? packaged : packaged.with(AdmissibleReasons.read(admissible));
    }

    /** The images to judge: at most as many of each kind of defect, and normal ones, as the limit says. */
    List<ReasonCase> cases(AnomalyDataset dataset, int limit, long seed) {
        List<Double> range = strength.isEmpty() ? List.of(0.5, 1.0) : strength;
        if (range.size() != 2 || synthetic < 0 || limit < 0) {
            throw wrong("--strength needs LOW,HIGH, and --synthetic and --limit at least 0, got --strength=" + range
                    + " --synthetic=" + synthetic + " --limit=" + limit);
        }
        List<ReasonCase> cases = new ArrayList<>(ReasonCases.real(dataset, limit));
        cases.addAll(ReasonCases.synthetic(dataset, synthetic, range.get(0), range.get(1), seed));
        cases.addAll(ReasonCases.normal(dataset, limit));
        return cases;
    }

    private RuntimeException wrong(String what) {
        return command == null
                ? new IllegalArgumentException(what)
                : new ParameterException(command.commandLine(), what);
    }
}
