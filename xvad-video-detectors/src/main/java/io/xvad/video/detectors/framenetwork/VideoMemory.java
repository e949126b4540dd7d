package io.xvad.video.detectors.framenetwork;

import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Optional;

/** Runs a network over the windows of one video, whose memory may follow them. Not thread-safe. */
final class VideoMemory {

    private final WindowNetwork network;
    private final Optional<AdaptingMemory> adapting;
    private Optional<Tensor> items;

    /** Begins with the memory that was fitted. */
    VideoMemory(WindowNetwork network, Optional<AdaptingMemory> adapting) {
        this.network = network;
        this.adapting = adapting;
        this.items = network.items();
    }

    /** Runs the network with the memory as it is, which may follow the window afterwards. */
    WindowOutputs run(List<float[]> window) {
        WindowOutputs outputs = network.run(window, items);
        adapting.filter(memory -> memory.follows(outputs.errors()))
                .ifPresent(memory -> items = items.map(some -> followed(memory, some, outputs.queries())));
        return outputs;
    }

    private static Tensor followed(AdaptingMemory memory, Tensor items, float[] queries) {
        int channels = items.shape()[1];
        float[] updated = memory.rule().updated(items.toArray(), queries, channels);
        return Tensor.owning(updated, items.shape()[0], channels);
    }
}
