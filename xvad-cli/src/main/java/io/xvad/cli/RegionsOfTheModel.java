package io.xvad.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says where regions to ignore are given, to who gives them to a command that only uses a model. */
final class RegionsOfTheModel {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = {"--ignore", "--ignore-polygon", "--only", "--only-polygon"},
            hidden = true)
    void refuse(String regions) {
        String hint =
                "regions to ignore belong to the model, because its threshold depends on them: give them to xvad fit, or a saved"
                        + " model with xvad calibrate --model m.xvad --data NORMALS --ignore " + regions
                        + " --out n.xvad";
        throw command == null
                ? new IllegalArgumentException(hint)
                : new ParameterException(command.commandLine(), hint);
    }
}
