package io.xvad.service;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models of images under the names by which they are asked for. Each is loaded once and shared by all requests. Thread-safe.
 *
 * <pre>{@code
 * try (ServedModels models = ServedModels.load(List.of("tiles.xvad", "screws=models/s-17.xvad"));
 *         DetectionService service = DetectionService.start(models, ServiceOptions.usual())) {
 *     service.awaitClosed();
 * }
 * }</pre>
 */
public final class ServedModels implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern NAMED = Pattern.compile("(" + NAME + ")=(.+)");

    private final Map<String, ServedModel> byName;

    private ServedModels(Map<String, ServedModel> byName) {
        this.byName = byName;
    }

    /**
     * Serves models that a program has; they are closed with this.
     *
     * @throws IllegalArgumentException if there is none, one takes no images, or a name has other than letters, digits, {@code . _ -}
     */
    public static ServedModels of(Map<String, FittedDetector> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("there is no model to serve");
        }
        Map<String, ServedModel> byName = new LinkedHashMap<>();
        models.forEach((name, fitted) -> {
            requireName(name, name);
            byName.put(name, ServedModel.of(name, fitted));
        });
        return new ServedModels(byName);
    }

    private static void requireName(String name, String file) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot be part of an address; name the model with letters, digits, '.', '_' and '-': NAME="
                    + file);
        }
    }

    /**
     * Loads model files.
     *
     * @param files each {@code FILE}, served under the name of the file without its ending, or {@code NAME=FILE}
     * @throws IllegalArgumentException as {@link #of}, or if two would have one name
     * @throws io.xvad.core.XvadDataException if a file cannot be read
     * @throws io.xvad.core.XvadModelException if a file is no model, or its detector is missing
     */
    public static ServedModels load(List<String> files) {
        Map<String, Path> paths = paths(files);
        List<FittedDetector> loaded = new ArrayList<>();
        try {
            Map<String, FittedDetector> models = new LinkedHashMap<>();
            paths.forEach((name, path) -> {
                FittedDetector model = Models.load(path);
                loaded.add(model);
                models.put(name, model);
            });
            return of(models);
        } catch (RuntimeException e) {
            loaded.forEach(FittedDetector::close);
            throw e;
        }
    }

    private static Map<String, Path> paths(List<String> files) {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (String file : files) {
            Matcher named = NAMED.matcher(file);
            boolean hasName = named.matches() && !Files.exists(Path.of(file));
            Path path = Path.of(hasName ? named.group(2) : file);
            String name = hasName ? named.group(1) : withoutEnding(path);
            requireName(name, path.toString());
            if (paths.put(name, path) != null) {
                throw new IllegalArgumentException(
                        "two models would be served as '" + name + "'; name one: OTHER=" + path);
            }
        }
        return paths;
    }

    private static String withoutEnding(Path path) {
        String file = String.valueOf(path.getFileName());
        int dot = file.lastIndexOf('.');
        return dot <= 0 ? file : file.substring(0, dot);
    }

    /**
     * The same models, each watched for drift: whether the images that come are still like the normal ones, and what changed if not
     * ({@link io.xvad.evaluation.drift.DriftMonitor}). The state of each is kept in {@code NAME.drift.json}, saved now and then and when these
     * models are closed, and goes on from there after a restart.
     *
     * @param directory of the states
     * @throws IllegalArgumentException if a model does not know in what condition normal images are, or its file is of another model
     * @throws io.xvad.core.XvadDataException if a file is broken or could not be written
     */
    public ServedModels watchingDrift(Path directory) {
        Map<String, ServedModel> watched = new LinkedHashMap<>();
        byName.forEach((name, model) -> watched.put(
                name, model.with(DriftWatch.open(model.fitted(), directory.resolve(name + ".drift.json")))));
        return new ServedModels(watched);
    }

    Collection<ServedModel> all() {
        return byName.values();
    }

    Optional<ServedModel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names, in the order in which they were given. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public void close() {
        byName.values().forEach(model -> {
            model.drift().ifPresent(DriftWatch::close);
            model.fitted().close();
        });
    }
}
