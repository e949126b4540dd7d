package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelStore;
import io.xvad.core.model.Npy;
import io.xvad.core.model.Sha256;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of networks that a user brings, as {@code tools/export} writes it. Networks are opened when they are asked for, after their files
 * were checked by SHA-256, and are run once on the exporter's own input ({@code golden.npz}): one that gives other values is refused. Immutable and
 * thread-safe.
 */
public final class FoundationModel {

    private static final Logger LOG = LoggerFactory.getLogger(FoundationModel.class);
    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]+");

    private final Path folder;
    private final ModelDescription description;
    private final String sha256;
    private final InferenceEngine engine;
    private final int threads;

    private FoundationModel(
            Path folder, ModelDescription description, String sha256, InferenceEngine engine, int threads) {
        this.folder = folder;
        this.description = description;
        this.sha256 = sha256;
        this.engine = engine;
        this.threads = threads;
    }

    /**
     * The networks of a folder.
     *
     * @param options with {@link FeatureOptions#ENGINE} and {@link FeatureOptions#THREADS}
     * @throws XvadUnavailableException if there is no such folder of weights, or no engine that runs them; of a folder that another exporter
     *     wrote, the message says what it is and what it can be used for
     * @throws XvadModelException if its description cannot be read
     */
    public static FoundationModel in(Path folder, Options options) {
        Path file = folder.resolve(ModelDescription.FILE);
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE));
        if (!Files.isRegularFile(file)) {
            throw new XvadUnavailableException(folder + ": holds no " + ModelDescription.FILE + "; "
                    + engine.flatMap(found -> ForeignExport.in(folder, found))
                            .map(ForeignExport::explanation)
                            .orElse("a folder of weights is made from a checkpoint by tools/export")
                    + " (docs/weights.md)");
        }
        return new FoundationModel(
                folder,
                ModelDescription.read(folder),
                sha256(file),
                engine.orElseThrow(Engines::none),
                options.get(FeatureOptions.THREADS));
    }

    /**
     * The folder of weights that a saved model was fitted with: where it was then, or else, where there is none or another, the folder of that name in the {@link
     * ModelStore#standard model store}.
     *
     * @param sha256 {@link #sha256} of it
     * @throws XvadUnavailableException if neither is there
     * @throws XvadModelException if there are only others
     */
    public static FoundationModel again(Path folder, String sha256, Options options) {
        return again(List.of(folder, stored(folder)), sha256, options);
    }

    /** The place of a folder of that name in the model store; the system where the model was fitted may separate names otherwise. */
    static Path stored(Path folder) {
        String[] names = SEPARATORS.split(folder.toString());
        return ModelStore.standard().folder().resolve(names.length == 0 ? "" : names[names.length - 1]);
    }

    /** The same, in one of two places. */
    static FoundationModel again(List<Path> places, String sha256, Options options) {
        for (Path place : places) {
            Path file = place.resolve(ModelDescription.FILE);
            if (Files.isRegularFile(file) && sha256(file).equals(sha256)) {
                return in(place, options);
            }
        }
        String wanted = "put the folder '" + places.get(1).getFileName() + "' where it was, at " + places.get(0)
                + ", or at " + places.get(1).toAbsolutePath();
        for (Path place : places) {
            Path file = place.resolve(ModelDescription.FILE);
            if (Files.isRegularFile(file)) {
                throw new XvadModelException(
                        place + ": holds other weights than this model was fitted with: the SHA-256 of "
                                + ModelDescription.FILE + " is " + sha256(file) + ", wanted " + sha256 + "; " + wanted);
            }
        }
        throw new XvadUnavailableException("The weights this model was fitted with are missing: " + wanted);
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** What its maker says of it. */
    public ModelDescription description() {
        return description;
    }

    /** SHA-256, in hex, of its description, which names the SHA-256 of everything else in the folder. */
    public String sha256() {
        return sha256;
    }

    /** The entry of the provenance of a detector that rests on it. */
    public ExternalModel external() {
        return ExternalModel.named(description.name()).withWeights(sha256);
    }

    /**
     * Refuses networks that a method cannot use.
     *
     * @param detector name of the method
     * @param kind architecture it needs
     * @param variants of which it can use each
     * @return this
     * @throws XvadModelException if they are others; the message says what is wanted
     */
    public FoundationModel require(String detector, String kind, Collection<String> variants) {
        if (!description.kind().equals(kind) || !variants.contains(description.variant())) {
            throw new XvadModelException(folder + ": holds " + description.kind() + ", variant "
                    + description.variant() + "; detector '" + detector + "' needs " + kind + ", variant "
                    + String.join(" or ", variants) + " (tools/export writes it from the same checkpoint)");
        }
        return this;
    }

    /**
     * Opens a network, which the caller closes.
     *
     * @param graph its name in the description
     * @throws XvadModelException if there is none of that name, a file is missing or another, or it gives other values than its
     *     exporter got; of a network that another exporter wrote, these are not known
     */
    public Network open(String graph) {
        ModelDescription.Graph files = description.graphs().get(graph);
        if (files == null) {
            throw new XvadModelException(folder.resolve(ModelDescription.FILE) + ": names no graph '" + graph
                    + "', only " + description.graphs().keySet());
        }
        return files.foreign().isPresent() ? foreign(files, files.foreign().get()) : checked(graph, files);
    }

    private Network checked(String graph, ModelDescription.Graph files) {
        Network network = engine.open(files.in(folder), List.of(), threads);
        try {
            GoldenCheck.of(golden(), graph, network);
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private Path golden() {
        return description
                .golden()
                .orElseThrow(
                        () -> new XvadModelException(
                                folder.resolve(ModelDescription.FILE)
                                        + ": must name the golden values and their SHA-256, as exporters from version 2 do; export the weights again"))
                .in(folder);
    }

    /** Nobody left an input with what the original gave for it. */
    private Network foreign(ModelDescription.Graph files, Adaptation adaptation) {
        LOG.warn(
                "{}: another exporter wrote this network, so that nothing shows whether it computes what its original does",
                folder.resolve(files.file().name()));
        List<String> outputs = adaptation.outputs().values().stream().distinct().toList();
        int patch = description.image().map(ImageInput::patch).orElse(0);
        if (patch == 0 && adaptation.rowsBeforePatches() > 0) {
            throw lacking("image.patch");
        }
        return new AdaptedNetwork(engine.open(files.in(folder), outputs, threads), adaptation, patch);
    }

    /**
     * A learned array that lies beside the networks.
     *
     * @throws XvadModelException if there is none of that name, or it cannot be read
     */
    public Tensor array(String name) {
        FileEntry entry = description.arrays().get(name);
        if (entry == null) {
            throw new XvadModelException(
                    folder.resolve(ModelDescription.FILE) + ": names no array '" + name + "', only " + arrays());
        }
        Path file = entry.in(folder);
        try {
            return Npz.tensor(Npy.read(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Names of the learned arrays beside the networks. */
    public Set<String> arrays() {
        return description.arrays().keySet();
    }

    /**
     * How images become what its networks take.
     *
     * @throws XvadModelException if the description does not say
     */
    public ImageInput image() {
        return description.image().orElseThrow(() -> lacking("image"));
    }

    /**
     * How sentences become what its networks take.
     *
     * @throws XvadModelException if the description does not say
     */
    public ModelDescription.TextInput text() {
        return description.text().orElseThrow(() -> lacking("text"));
    }

    /**
     * The file of its tokenizer.
     *
     * @throws XvadModelException if it is missing or another
     */
    public Path vocabulary() {
        return text().vocabulary().in(folder);
    }

    private XvadModelException lacking(String part) {
        return new XvadModelException(folder.resolve(ModelDescription.FILE) + ": must say '" + part + "'");
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }
}
