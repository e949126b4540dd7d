package io.xvad.language.detector;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Determinism;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.RecordedAnswers;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.language.ask.Ask;
import io.xvad.language.chat.Endpoint;
import java.util.Optional;
import java.util.Set;

/**
 * Base of the detectors that ask a language model which the user names. A model file keeps the prompts, the answers, and what is asked with; neither a key nor an image that was asked
 * about. Immutable and thread-safe.
 */
public abstract class LanguageDetector implements Detector {

    private static final String OWN_MODEL = "model of the program";

    private final Optional<ChatModel> own;

    /**
     * A detector.
     *
     * @param own a program's own model to ask, which retries nothing itself; empty for one at the endpoint that the options name
     */
    protected LanguageDetector(Optional<ChatModel> own) {
        this.own = own;
    }

    /** Learns what it needs from normal images, if anything. */
    protected abstract FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request);

    /** Reads what was learned. */
    protected abstract FittedDetector load(Chat chat, ModelReader model, Options options);

    /** What it can learn from: nothing, or normal images. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT, Supervision.ONE_CLASS);
    }

    @Override
    public int fewestNormals() {
        return 0;
    }

    /** Images; detectors of clips say so. */
    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public final Determinism determinism() {
        return Determinism.RECORDED;
    }

    /** Nobody has measured it here, for want of a model. */
    @Override
    public final Purpose purpose() {
        return Purpose.UNMEASURED;
    }

    @Override
    public final FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Cancellation.check();
        Options options = request.options();
        Chat.requireModel("detector '" + name() + "'", options, own);
        Chat.requireRoomForAnswers(options);
        Chat chat = Chat.of(options, own, RecordedAnswers.none(), options.get(ChatOptions.KEEP_ANSWERS));
        return fit(chat, TrainingRecord.of(data), request);
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options(), Set.of());
        Options trusted = own.isPresent() ? options : TrustedOptions.of(options);
        Chat chat = Chat.of(trusted, own, RecordedAnswers.read(model), options.get(ChatOptions.KEEP_ANSWERS));
        return load(chat, model, options);
    }

    /** The model that is asked and the words it is asked with, for the provenance. */
    protected final ExternalModel external(Options options, Ask<?> ask) {
        return external(options, ask.words());
    }

    /**
     * The model that is asked and the words it is asked with, for the provenance.
     *
     * @param words of all questions
     */
    protected final ExternalModel external(Options options, String words) {
        String name = options.get(ChatOptions.MODEL);
        ExternalModel model =
                ExternalModel.named(name.isEmpty() ? OWN_MODEL : name).withPrompt(words);
        String endpoint = options.get(ChatOptions.ENDPOINT);
        return own.isPresent() || endpoint.isEmpty() ? model : model.withEndpoint(Endpoint.url(endpoint));
    }
}
