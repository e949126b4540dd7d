package io.xvad.video.language.anomize;

import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.stream.FrameScorer;
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.stream.VideoModel;
import java.util.List;
import java.util.Optional;

/** The trained streams with the embedder that sees for them; it owns both. */
final class AnomizeModel implements VideoModel {

    /** What the network is asked for. */
    static final List<String> OUTPUTS = List.of(
            StreamsNetwork.SCORE,
            StreamsNetwork.DYNAMIC,
            StreamsNetwork.STATIC,
            StreamsNetwork.DESCRIBED,
            StreamsNetwork.CONCEIVED);

    private final JointEmbedder embedder;
    private final SavedNetwork saved;
    private final Network network;
    private final Reader reader;
    private final Reasons reasons;
    private final Options options;

    /**
     * Creates a model.
     *
     * @param saved the same network at rest, for the model file
     * @param reader that asks the network
     */
    AnomizeModel(JointEmbedder embedder, SavedNetwork saved, Reader reader, Reasons reasons, Options options) {
        this.embedder = embedder;
        this.saved = saved;
        this.network = reader.network();
        this.reader = reader;
        this.reasons = reasons;
        this.options = options;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        ClipGrid grid = new ClipGrid(options.get(Anomize.STRIDE), framesPerSecond);
        return new AnomizeScorer(new Positions(embedder, grid, options.get(Anomize.WINDOW)), reader, reasons);
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
        reasons.texts().write(model);
        reasons.ranges().write(model);
        Embedders.write(Optional.of(embedder), model);
    }

    @Override
    public void close() {
        network.close();
        embedder.close();
    }
}
