package io.xvad.video.objects;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A network of a known form. */
final class NetworkObjectDetector implements ObjectDetector {

    private final Network network;
    private final NetworkSignature signature;
    private final String image;
    private final Decoding decoding;
    private final ObjectSettings settings;
    private final ClassNames classes;

    private NetworkObjectDetector(Network network, NetworkProbe probe, Decoding decoding, ObjectSettings settings) {
        this.network = network;
        this.signature = probe.signature();
        this.image = probe.imageName();
        this.decoding = decoding;
        this.settings = settings;
        this.classes =
                settings.classNames().isEmpty() ? decoding.classes() : ClassNames.numbered(settings.classNames());
        requireKnown(settings.classes());
    }

    static NetworkObjectDetector open(byte[] onnx, ObjectSettings settings) {
        Network network = Engines.ofAnyNetwork(settings.engine())
                .orElseThrow(Engines::none)
                .open(onnx, List.of(), settings.threads());
        try {
            NetworkProbe probe = NetworkProbe.of(network, settings.size());
            return new NetworkObjectDetector(network, probe, recognised(probe), settings);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static Decoding recognised(NetworkProbe probe) {
        return ExportForm.KNOWN.stream()
                .flatMap(form -> form.recognise(probe).stream())
                .findFirst()
                .orElseThrow(() -> new XvadModelException("an object detector of no known form: it has " + probe.found()
                        + ". Known are: "
                        + ExportForm.KNOWN.stream().map(ExportForm::looks).collect(Collectors.joining("; "))
                        + ". RTMPose finds keypoints in the boxes of another network."));
    }

    private void requireKnown(Set<String> wanted) {
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeIf(name -> name.matches("\\d+") || classes.known().contains(name));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the object detector has no classes " + unknown + "; it has "
                    + (classes.known().isEmpty() ? "numbers only" : classes.known()));
        }
    }

    @Override
    public String form() {
        return decoding.form();
    }

    @Override
    public List<String> classNames() {
        return classes.known();
    }

    @Override
    public List<DetectedObject> detect(Image frame) {
        ImageInput.Placed placed = decoding.input().place(frame);
        Map<String, Tensor> outputs = NetworkProbe.plain(
                network.run(NetworkProbe.inputs(signature, image, placed.tensor(), frame.height(), frame.width())));
        List<DetectedObject> objects =
                decoding.reader().read(outputs, placed.placement(), settings.confidence()).stream()
                        .map(object -> object.named(classes))
                        .filter(this::isWanted)
                        .toList();
        List<DetectedObject> single =
                decoding.suppressed() ? objects : NonMaximumSuppression.of(objects, settings.overlap());
        return single.stream()
                .flatMap(object -> object.within(frame.height(), frame.width()).stream())
                .sorted(NonMaximumSuppression.SUREST_FIRST)
                .toList();
    }

    private boolean isWanted(DetectedObject object) {
        return settings.classes().isEmpty()
                || settings.classes().contains(object.className())
                || settings.classes().contains(String.valueOf(object.classId()));
    }

    @Override
    public void close() {
        network.close();
    }
}
