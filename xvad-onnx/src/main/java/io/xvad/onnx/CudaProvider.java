package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Device;
import io.xvad.core.registry.Availability;
import java.util.Locale;
import java.util.stream.Stream;

/** What makes ONNX Runtime run a network on the first graphics card, and what to say where it cannot. */
final class CudaProvider {

    private static final String LIBRARY = "com.microsoft.onnxruntime:onnxruntime";
    private static final String REASON = "with error: ";

    private CudaProvider() {}

    /** Whether the provider can be loaded; whether there is a device shows when a network is opened. */
    static Availability availability() {
        try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
            addTo(session);
            return Availability.available();
        } catch (XvadUnavailableException e) {
            return Availability.missing(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Scores stay close to those of the processor, with products in full float32, and do not depend on which algorithm happened
     * to be the fastest when the network was opened.
     */
    static void addTo(OrtSession.SessionOptions session) {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            cuda.add("use_tf32", "0");
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            session.addCUDA(cuda);
        } catch (OrtException e) {
            throw unavailable(e);
        }
    }

    /** Whether the device, rather than the network, is at fault. */
    static boolean failed(OrtException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("cuda", "cudnn", "cublas").anyMatch(message::contains);
    }

    static XvadUnavailableException unavailable(OrtException e) {
        String version = OrtEnvironment.getEnvironment().getVersion();
        boolean builtIn = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        String missing = builtIn
                ? "CUDA 12, cuDNN 9 and NVIDIA's driver must be installed where the linker finds them (LD_LIBRARY_PATH): "
                        + reason(e)
                : "put " + LIBRARY + "_gpu:" + version + " on the class path in place of " + LIBRARY + ":" + version
                        + ", and install CUDA 12 and cuDNN 9";
        return new XvadUnavailableException(
                "Networks cannot run on cuda, which " + Device.PROPERTY + " asks for: " + missing
                        + ". See docs/deploy.md.",
                e);
    }

    /** What the linker said, or the first line of the whole. */
    private static String reason(OrtException e) {
        String message = String.valueOf(e.getMessage());
        int reason = message.lastIndexOf(REASON);
        String said = reason < 0 ? message : message.substring(reason + REASON.length());
        return said.strip().lines().findFirst().orElse("no reason given");
    }
}
