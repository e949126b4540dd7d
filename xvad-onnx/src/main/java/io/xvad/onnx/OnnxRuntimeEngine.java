package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Device;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.registry.Availability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Runs frozen networks on ONNX Runtime; any operator it knows. The fastest engine on a CPU, and the one that runs on CUDA, where
 * operators that CUDA lacks stay on the processor. Each network has threads of its own, and its environment stays until the
 * process is gone, so that a process may end while threads score.
 */
public final class OnnxRuntimeEngine implements InferenceEngine {

    /** How long a thread waits for work before it sleeps: less than from one network's run to the next one's. */
    private static final String SPIN_MICROSECONDS = "100";

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public String description() {
        return "ONNX Runtime on the CPU, or with -D" + Device.PROPERTY + "=cuda on CUDA";
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public Set<Device> devices() {
        return Set.of(Device.CPU, Device.CUDA);
    }

    /** Whether it can run on the device chosen; loads the native library when it is first asked. */
    @Override
    public Availability availability() {
        Availability library = RuntimeLibrary.availability();
        return library.isAvailable() && Device.chosen() == Device.CUDA ? CudaProvider.availability() : library;
    }

    @Override
    public Network open(byte[] onnx, List<String> outputs, int threads) {
        return open((environment, options) -> environment.createSession(onnx, options), outputs, threads);
    }

    /** Takes weights of any size, also in files beside the model (ONNX external data). */
    @Override
    public Network open(Path onnx, List<String> outputs, int threads) {
        if (!Files.isRegularFile(onnx)) {
            throw new XvadDataException(onnx + ": no such network");
        }
        return open((environment, options) -> environment.createSession(onnx.toString(), options), outputs, threads);
    }

    /** Opens a session from bytes or from a file. */
    @FunctionalInterface
    private interface Opening {
        OrtSession session(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    private static Network open(Opening opening, List<String> outputs, int threads) {
        RuntimeLibrary.availability().require();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Device device = Device.chosen();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            set(options, threads);
            if (device == Device.CUDA) {
                CudaProvider.addTo(options);
            }
            return opened(environment, opening.session(environment, options), outputs);
        } catch (OrtException e) {
            if (device == Device.CUDA && CudaProvider.failed(e)) {
                throw CudaProvider.unavailable(e);
            }
            throw new XvadModelException("ONNX Runtime cannot read the model: " + e.getMessage(), e);
        }
    }

    private static void set(OrtSession.SessionOptions options, int threads) throws OrtException {
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.addConfigEntry("session.intra_op.spin_duration_us", SPIN_MICROSECONDS);
        if (threads > 0) {
            options.setIntraOpNumThreads(threads);
        }
    }

    private static Network opened(OrtEnvironment environment, OrtSession session, List<String> outputs)
            throws OrtException {
        Set<String> known = session.getOutputNames();
        if (!known.containsAll(outputs)) {
            XvadModelException error =
                    new XvadModelException("ONNX model must have the outputs " + outputs + "; it has " + known);
            session.close();
            throw error;
        }
        return new OnnxRuntimeNetwork(environment, session, outputs.isEmpty() ? List.copyOf(known) : outputs);
    }
}
