package io.xvad.cli;

import io.xvad.core.LibraryVersion;
import io.xvad.core.engine.Device;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The {@code xvad} command. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs could not be read. */
@Command(
        name = "xvad",
        description = "Explainable visual anomaly detection: learn what normal looks like, find what is not, say why.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            FitCommand.class,
            CalibrateCommand.class,
            LearnCommand.class,
            ForgetCommand.class,
            DetectCommand.class,
            WatchCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            CompareModelsCommand.class,
            BenchmarkCommand.class,
            BiasCommand.class,
            ScoreMapsCommand.class,
            ExportCommand.class,
            ServeCommand.class,
            ListCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  xvad demo --out out                               everything at once, offline, in two minutes",
            "  xvad fit --detector patchcore --data DIR --model m.xvad",
            "  xvad calibrate --model m.xvad --out n.xvad --false-alarm-rate 0.01",
            "  xvad learn --model m.xvad --data MORE --out n.xvad         more normal images, without starting again",
            "  xvad forget --model m.xvad --samples a.png --out n.xvad    without what it learned from an image",
            "  xvad detect --model m.xvad photo.png --out out    score, p-value, map and overlay",
            "  xvad watch --model v.xvad rtsp://camera/live      events of a camera, live",
            "  xvad compare --detectors padim --data DIR --out out which explanation to trust",
            "  xvad compare-models old.xvad new.xvad --data DIR --out out    which decisions change",
            "  xvad benchmark --detectors patchcore,padim --data DIR --out out    which detector to take",
            "  xvad export --model m.xvad --out m.onnx           one graph, to run without XVAD",
            "  xvad serve --model m.xvad                         models over HTTP: post an image",
            "  xvad list detectors                               what there is; with a NAME, its options",
            "",
            "XVAD_HEAP=8g gives more memory, XVAD_LOG=debug says more, stack traces of errors too.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs could not be read."
        })
public final class Main {

    static final int FAILED = 1;
    static final int WRONG_USAGE = CommandLine.ExitCode.USAGE;
    static final int SOME_FAILED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Option(
            names = "--device",
            scope = CommandLine.ScopeType.INHERIT,
            paramLabel = "DEVICE",
            description =
                    "Where networks run: cpu, or cuda, which needs the ONNX Runtime for it (docs/deploy.md). Default: what"
                            + " the property " + Device.PROPERTY + " says, else cpu.")
    private @Nullable Device device;

    private Main() {}

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Standard output is for results only: what libraries print there, as SameDiff does, is dropped. */
    static int run(String... args) {
        PrintStream results = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return commandLine(new PrintWriter(results, true, StandardCharsets.UTF_8))
                    .execute(args);
        } catch (OutOfMemoryError | LinkageError e) {
            LOG.debug("failed", e);
            System.err.println("xvad: " + Failure.of(e));
            return FAILED;
        } finally {
            System.setOut(results);
        }
    }

    private static CommandLine commandLine(PrintWriter out) {
        CommandLine main = new CommandLine(new Main())
                .setOut(out)
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler(Main::failed)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true);
        main.registerConverter(Path.class, Path::of);
        main.setParameterExceptionHandler(pathsApart(main.getParameterExceptionHandler()));
        main.getSubcommands().values().forEach(each -> each.getCommandSpec().versionProvider(new Version()));
        return main;
    }

    /** A word that is no command is one too where help is asked for. */
    private static int execute(CommandLine.ParseResult parsed) {
        if (!parsed.unmatched().isEmpty()) {
            CommandLine command = parsed.commandSpec().commandLine();
            throw new CommandLine.UnmatchedArgumentException(command, parsed.unmatched());
        }
        Device asked = ((Main) parsed.commandSpec().userObject()).device;
        return asked == null ? ran(parsed) : on(asked, parsed);
    }

    private static int ran(CommandLine.ParseResult parsed) {
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int on(Device device, CommandLine.ParseResult parsed) {
        String before = System.setProperty(Device.PROPERTY, device.word());
        try {
            return ran(parsed);
        } finally {
            if (before == null) {
                System.clearProperty(Device.PROPERTY);
            } else {
                System.setProperty(Device.PROPERTY, before);
            }
        }
    }

    /** A path that this locale cannot hold is not wrong usage. */
    private static IParameterExceptionHandler pathsApart(IParameterExceptionHandler others) {
        return (e, args) -> {
            if (e.getCause() instanceof InvalidPathException path) {
                e.getCommandLine().getErr().println("xvad: " + Failure.of(path));
                return FAILED;
            }
            return others.handleParseException(e, args);
        };
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        LOG.debug("failed", e);
        command.getErr().println("xvad: " + Failure.of(e));
        boolean wrongUsage = e instanceof IllegalArgumentException && !(e instanceof InvalidPathException);
        return wrongUsage ? WRONG_USAGE : FAILED;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"xvad " + LibraryVersion.current()};
        }
    }
}
