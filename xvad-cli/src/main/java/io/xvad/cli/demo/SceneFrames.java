package io.xvad.cli.demo;

import io.xvad.core.stream.Frame;
import io.xvad.video.read.FrameSource;
import io.xvad.video.scene.SyntheticScene;
import java.util.Optional;

/** A synthetic scene, drawn frame by frame. Not thread-safe. */
final class SceneFrames implements FrameSource {

    private final String id;
    private final SyntheticScene scene;
    private final double framesPerSecond;
    private int index;

    SceneFrames(String id, SyntheticScene scene, double framesPerSecond) {
        this.id = id;
        this.scene = scene;
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public double framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public Optional<Frame> next() {
        if (index == scene.size()) {
            return Optional.empty();
        }
        Frame frame = new Frame(index, index / framesPerSecond, scene.frame(index));
        index++;
        return Optional.of(frame);
    }

    @Override
    public void close() {}
}
