package io.xvad.language.detector;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.xvad.core.Lazy;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.RecordedAnswers;
import io.xvad.core.option.Options;
import io.xvad.language.chat.Budget;
import io.xvad.language.chat.ChatProvider;
import io.xvad.language.chat.Endpoint;
import io.xvad.language.chat.PatientChatModel;
import io.xvad.language.chat.Secret;
import io.xvad.language.record.Recorder;
import io.xvad.language.record.Recording;
import io.xvad.language.record.RecordingMode;
import io.xvad.language.record.Remembering;
import io.xvad.language.record.Replayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The chat model of a detector or explainer as its options say. What was asked before is answered from what is kept with the model, then from the recording; only then is the server asked, within the
 * budget, and connected to only then. Thread-safe.
 */
public final class Chat implements ChatModel {

    private final ChatModel layers;
    private final RecordedAnswers answers;
    private final Budget budget;
    private final boolean keep;

    private Chat(ChatModel layers, RecordedAnswers answers, Budget budget, boolean keep) {
        this.layers = layers;
        this.answers = answers;
        this.budget = budget;
        this.keep = keep;
    }

    /**
     * As the options say.
     *
     * @param own a program's own model, instead of one at an endpoint
     * @param answers those given before
     * @param keep whether they are written with a model
     */
    static Chat of(Options options, Optional<ChatModel> own, RecordedAnswers answers, boolean keep) {
        Budget budget = new Budget(ChatOptions.limits(options));
        ChatModel server = own.orElseGet(() -> new Opened(new Lazy<>(() -> open(options))));
        String where = own.isPresent() || options.get(ChatOptions.ENDPOINT).isEmpty()
                ? "the model"
                : endpoint(options, Optional.empty()).where();
        ChatModel patient = new PatientChatModel(server, where, options.get(ChatOptions.RETRIES), budget);
        ChatModel recorded = recorded(patient, options);
        return new Chat(new Remembering(recorded, answers), answers, budget, keep);
    }

    /**
     * For what is no detector and keeps no answers in a model file, such as an explainer. Refuses what is missing before anybody is asked.
     *
     * @param who wants to ask, for messages, for example {@code explainer 'language'}
     * @param options with those of {@link ChatOptions#ofExplainer}, as whoever runs it gave them
     * @param own a program's own model, instead of one at an endpoint
     * @throws XvadUnavailableException if no model is named
     * @throws io.xvad.core.XvadDataException naming the recording, if it cannot be written
     */
    public static Chat of(String who, Options options, Optional<ChatModel> own) {
        requireModel(who, options, own);
        requireRoomForAnswers(options);
        return of(options, own, RecordedAnswers.none(), false);
    }

    static void requireModel(String who, Options options, Optional<ChatModel> own) {
        boolean named = !options.get(ChatOptions.ENDPOINT).isEmpty()
                && !options.get(ChatOptions.MODEL).isEmpty();
        if (own.isEmpty() && !named && ChatOptions.mode(options) != RecordingMode.REPLAY) {
            throw new XvadUnavailableException(who
                    + " needs a model that you name: -o endpoint=URL -o model=NAME, the server and its name of the model"
                    + " (docs/language.md)");
        }
    }

    /** Before the first answer is paid for. */
    static void requireRoomForAnswers(Options options) {
        RecordingMode mode = ChatOptions.mode(options);
        if (mode == RecordingMode.RECORD || mode == RecordingMode.RECORD_MISSING) {
            Recording.begin(Path.of(options.get(ChatOptions.RECORDING)));
        }
    }

    private static ChatModel recorded(ChatModel patient, Options options) {
        RecordingMode mode = ChatOptions.mode(options);
        if (mode == RecordingMode.LIVE) {
            return patient;
        }
        Recording recording = Recording.open(Path.of(options.get(ChatOptions.RECORDING)));
        return mode == RecordingMode.REPLAY
                ? new Replayer(recording)
                : new Recorder(patient, recording, mode == RecordingMode.RECORD);
    }

    /** A model that is opened when it is first asked. */
    private record Opened(Lazy<ChatModel> model) implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return model.get().chat(request);
        }
    }

    private static ChatModel open(Options options) {
        if (options.get(ChatOptions.ENDPOINT).isEmpty()) {
            throw new XvadUnavailableException(
                    "no server to ask is named: -o endpoint=URL -o model=NAME, or, for a saved model whose server is on another"
                            + " machine, " + TrustedOptions.ENDPOINT_VARIABLE
                            + "=URL in the environment (docs/language.md)");
        }
        Endpoint endpoint = endpoint(
                options, Secret.read(options.get(ChatOptions.KEY_VARIABLE), options.get(ChatOptions.KEY_FILE)));
        return ServiceLoader.load(ChatProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.serves(endpoint))
                .findFirst()
                .orElseThrow(
                        () -> new XvadUnavailableException(
                                endpoint.where()
                                        + ": nothing on the class path can talk to this kind of endpoint (http, https, or a ChatProvider of yours)"))
                .open(endpoint);
    }

    /**
     * The endpoint that the options name.
     *
     * @throws IllegalArgumentException if it is no URL with a scheme and a host, or holds a user
     */
    static Endpoint endpoint(Options options, Optional<Secret> key) {
        return new Endpoint(
                Endpoint.url(options.get(ChatOptions.ENDPOINT)),
                options.get(ChatOptions.MODEL),
                key,
                Duration.ofSeconds(options.get(ChatOptions.TIMEOUT)));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return layers.chat(request);
    }

    /** What was spent on the server since this was opened. */
    public Budget.Spent spent() {
        return budget.spent();
    }

    /** Writes the answers, if they are to be kept. */
    public void write(ModelWriter model) {
        if (keep) {
            answers.write(model);
        }
    }
}
