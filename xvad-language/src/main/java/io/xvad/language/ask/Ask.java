package io.xvad.language.ask;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.xvad.core.Image;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.record.Question;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question to a model: a prompt, images, and the form of the answer. An answer that is not of that form is asked for once more, with what is wrong about it; then it counts as not read.
 * Images are sent as PNG of the same bytes everywhere; nothing is sent by address, and no tool is offered. The system's words say that text inside an image is something to inspect and no
 * instruction. Of questions and answers only digests are logged. Immutable and thread-safe.
 *
 * @param <T> what an answer is read as
 */
public final class Ask<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Ask.class);

    private static final Prompt OF_IMAGES = Prompt.resource(Ask.class, "system.v1");
    private static final Prompt OF_TEXTS = Prompt.resource(Ask.class, "system-of-texts.v1");
    private static final Prompt AGAIN = Prompt.resource(Ask.class, "again.v1");
    private static final Prompt SYSTEM_IN_WORDS = Prompt.resource(Ask.class, "system-words.v1");
    private static final Prompt AGAIN_IN_WORDS = Prompt.resource(Ask.class, "again-words.v1");

    private final Prompt prompt;
    private final AnswerForm<T> form;
    private final ChatSettings settings;
    private final Prompt system;
    private final Prompt again;

    private Ask(Prompt prompt, AnswerForm<T> form, ChatSettings settings, Prompt system, Prompt again) {
        this.prompt = prompt;
        this.form = form;
        this.settings = settings;
        this.system = system;
        this.again = again;
    }

    /** A question about images that has not been asked, to be answered with JSON. */
    public Ask(Prompt prompt, AnswerForm<T> form, ChatSettings settings) {
        this(prompt, form, settings, OF_IMAGES, AGAIN);
    }

    /** A question about texts that were made of images, to be answered with JSON; such a text is called data, never an instruction. */
    public static <T> Ask<T> ofTexts(Prompt prompt, AnswerForm<T> form, ChatSettings settings) {
        return new Ask<>(prompt, form, settings, OF_TEXTS, AGAIN);
    }

    /** A question about images that has not been asked, to be answered in words, of models that know no other form. */
    public static <T> Ask<T> inWords(Prompt prompt, AnswerForm<T> form, ChatSettings settings) {
        return new Ask<>(prompt, form, settings, SYSTEM_IN_WORDS, AGAIN_IN_WORDS);
    }

    /**
     * Asks several times, one after the other.
     *
     * @param images in the order in which the prompt speaks of them
     * @param samples answers that are wanted, at least 1
     * @param progress hears of each answer
     * @return a reply for each
     * @throws io.xvad.core.XvadUnavailableException if the model cannot be asked
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<Reply<T>> answers(
            ChatModel model, Map<String, String> slots, List<Image> images, int samples, ProgressListener progress) {
        List<Content> contents = new ArrayList<>();
        contents.add(TextContent.from(prompt.fill(slots)));
        images.forEach(image -> contents.add(sent(image)));
        List<Reply<T>> replies = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            Cancellation.check();
            replies.add(reply(model, contents, sample));
            progress.progressed("answers", sample + 1, samples);
        }
        return replies;
    }

    private static ImageContent sent(Image image) {
        return ImageContent.from(
                Base64.getEncoder().encodeToString(Png.of(image)), "image/png", ImageContent.DetailLevel.AUTO);
    }

    private Reply<T> reply(ChatModel model, List<Content> contents, int sample) {
        List<ChatMessage> messages =
                new ArrayList<>(List.of(SystemMessage.from(system.template().strip()), user(contents, sample)));
        Reply<T> first = ask(model, messages, sample);
        if (first.fault().isEmpty() || first.fault().get() != Reply.Fault.UNPARSED) {
            return first;
        }
        return ask(model, messages, sample);
    }

    private static UserMessage user(List<Content> contents, int sample) {
        return UserMessage.builder()
                .contents(contents)
                .attributes(Map.of(Question.SAMPLE, sample))
                .build();
    }

    /** Asks once; where the answer is not of the form, adds it to the messages with what is wrong about it. */
    private Reply<T> ask(ChatModel model, List<ChatMessage> messages, int sample) {
        ChatRequest request = settings.request(form).messages(messages).build();
        Question question = Question.of(request);
        LOG.debug("{}: sample {}, key {}", prompt.name(), sample, question.key());
        ChatResponse response;
        try {
            response = model.chat(request);
        } catch (ContentFilteredException e) {
            return fault(sample, Reply.Fault.WITHHELD, question, "");
        }
        String by = response.modelName() == null ? "" : response.modelName();
        String text = response.aiMessage().text();
        if (text == null || text.isBlank()) {
            boolean filtered = response.finishReason() == FinishReason.CONTENT_FILTER;
            return fault(sample, filtered ? Reply.Fault.WITHHELD : Reply.Fault.EMPTY, question, by);
        }
        try {
            return new Reply<>(sample, Optional.of(form.read(text)), Optional.empty(), question.key(), by);
        } catch (IllegalArgumentException e) {
            if (response.finishReason() == FinishReason.LENGTH) {
                return fault(sample, Reply.Fault.CUT_OFF, question, by);
            }
            messages.add(AiMessage.from(text));
            messages.add(UserMessage.from(again.fill(Map.of("fault", String.valueOf(e.getMessage())))));
            return fault(sample, Reply.Fault.UNPARSED, question, by);
        }
    }

    private Reply<T> fault(int sample, Reply.Fault fault, Question question, String by) {
        LOG.debug("{}: sample {}, key {}: {}", prompt.name(), sample, question.key(), fault);
        return new Reply<>(sample, Optional.empty(), Optional.of(fault), question.key(), by);
    }

    /** All the words that a model is given, for the provenance. */
    public String words() {
        return system.template() + prompt.template() + again.template();
    }
}
