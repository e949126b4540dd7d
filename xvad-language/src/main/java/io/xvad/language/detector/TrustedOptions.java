package io.xvad.language.detector;

import io.xvad.core.option.Options;
import io.xvad.language.chat.Endpoint;
import io.xvad.language.record.RecordingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a model file may decide of how its model is asked. It comes from somebody else, perhaps, so it chooses no server on another machine, no key, and no file to be written: a server on
 * another machine is named by {@value #ENDPOINT_VARIABLE}, a key by {@code XVAD_API_KEY} or {@value #KEY_FILE_VARIABLE}, and a recording must be there.
 */
final class TrustedOptions {

    /** Environment variable, and as xvad.endpoint system property, that names the server to ask in place of the one that a model file names. */
    static final String ENDPOINT_VARIABLE = "XVAD_ENDPOINT";

    /** Environment variable that names a file with the key for it. */
    static final String KEY_FILE_VARIABLE = "XVAD_API_KEY_FILE";

    private static final String ENDPOINT_PROPERTY = "xvad.endpoint";

    private static final Logger LOG = LoggerFactory.getLogger(TrustedOptions.class);

    private TrustedOptions() {}

    /** The options of a model file, with what it may not decide as this machine says. */
    static Options of(Options stored) {
        Options options = stored.with(ChatOptions.ENDPOINT, endpoint(stored))
                .with(ChatOptions.KEY_VARIABLE, ChatOptions.KEY_VARIABLE.defaultValue())
                .with(
                        ChatOptions.KEY_FILE,
                        Optional.ofNullable(System.getenv(KEY_FILE_VARIABLE)).orElse(""));
        return withRecording(options);
    }

    private static String endpoint(Options stored) {
        Optional<String> named = Optional.ofNullable(System.getProperty(ENDPOINT_PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(ENDPOINT_VARIABLE)))
                .filter(url -> !url.isBlank());
        if (named.isPresent() || stored.get(ChatOptions.ENDPOINT).isEmpty()) {
            return named.orElse("");
        }
        Endpoint endpoint = Chat.endpoint(stored, Optional.empty());
        if (endpoint.isLocal() || !endpoint.isOfTheWeb()) {
            return stored.get(ChatOptions.ENDPOINT);
        }
        LOG.warn(
                "This model was fitted with the server {}, on another machine, which is asked only if {} names it",
                endpoint.where(),
                ENDPOINT_VARIABLE);
        return "";
    }

    private static Options withRecording(Options options) {
        RecordingMode mode = ChatOptions.mode(options);
        boolean writes = mode == RecordingMode.RECORD || mode == RecordingMode.RECORD_MISSING;
        if (!writes || Files.isRegularFile(Path.of(options.get(ChatOptions.RECORDING)))) {
            return options;
        }
        LOG.warn(
                "The recording of this model is not there, so that new answers are not recorded: {}",
                options.get(ChatOptions.RECORDING));
        return options.with(ChatOptions.RECORDING, "");
    }
}
