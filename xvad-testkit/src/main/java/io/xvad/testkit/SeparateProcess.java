package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The result of a test program that ran in a process of its own, on part of their class path; for example, whether a detector
 * scores without ND4J.
 *
 * @param output all that it printed
 * @param numbers what it printed with {@link #print}, by name
 */
public record SeparateProcess(String output, Map<String, List<Double>> numbers) {

    private static final String RESULT = "result ";

    public SeparateProcess {
        numbers = Map.copyOf(numbers);
    }

    /**
     * Runs a program to its end, which must be a good one, on part of the class path of the tests.
     *
     * @param kept which entries of the class path it sees
     * @param program has a main method
     */
    public static SeparateProcess of(Predicate<String> kept, Class<?> program, List<String> arguments) {
        return on(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(kept)
                        .map(Path::of)
                        .toList(),
                program,
                arguments);
    }

    /**
     * Runs a program to its end, which must be a good one, on a class path of its own.
     *
     * @param classPath jars and folders
     * @param program has a main method
     */
    public static SeparateProcess on(List<Path> classPath, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform.extension="
                        + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                program.getName()));
        command.addAll(arguments);
        String output = output(new ProcessBuilder(command).redirectErrorStream(true));
        return new SeparateProcess(output, numbers(output));
    }

    private static String output(ProcessBuilder command) {
        try {
            Process process = command.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.command() + " was running", e);
        }
    }

    private static Map<String, List<Double>> numbers(String output) {
        Map<String, List<Double>> found = new HashMap<>();
        output.lines().filter(line -> line.startsWith(RESULT)).forEach(line -> {
            String[] words = line.split(" ");
            found.put(
                    words[1], Arrays.stream(words).skip(2).map(Double::valueOf).toList());
        });
        return found;
    }

    /**
     * Tells the test what the program found, to nine digits.
     *
     * @param name without spaces
     */
    public static void print(String name, double... numbers) {
        StringBuilder line = new StringBuilder(RESULT).append(name);
        for (double number : numbers) {
            line.append(String.format(Locale.ROOT, " %.9g", number));
        }
        System.out.println(line);
    }
}
