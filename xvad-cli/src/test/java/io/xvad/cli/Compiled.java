package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Other people's code: compiled apart from the build, and run in a JVM of its own. */
final class Compiled {

    private final Path classes;

    private Compiled(Path classes) {
        this.classes = classes;
    }

    /** Classes and services in a jar. */
    static Compiled inJar(Path jar) {
        return new Compiled(jar);
    }

    /** All sources below a directory. */
    static Compiled from(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (Stream<Path> tree = Files.walk(sources);
                var files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java = tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
            List<String> options = List.of("-proc:none", "-d", classes.toString(), "-cp", classPath());
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
        }
        return new Compiled(classes);
    }

    /** What a program printed. It must have ended well. */
    String run(Path directory, String... mainAndArguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform.extension="
                        + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                "-cp",
                classes + File.pathSeparator + classPath()));
        command.addAll(List.of(mainAndArguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor())
                .as(output + Files.readString(directory.resolve("stderr.txt")))
                .isZero();
        return output;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
