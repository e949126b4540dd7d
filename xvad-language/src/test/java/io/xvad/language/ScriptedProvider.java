package io.xvad.language;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.xvad.core.Image;
import io.xvad.data.image.ImageReader;
import io.xvad.language.chat.ChatProvider;
import io.xvad.language.chat.Endpoint;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves {@code scripted://red/}: a model that says by how much red there is in the last image how anomalous it is, names region 1, and describes it. */
public final class ScriptedProvider implements ChatProvider {

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Calls of all its models. */
    public static int calls() {
        return CALLS.get();
    }

    @Override
    public boolean serves(Endpoint endpoint) {
        return endpoint.url().getScheme().equals("scripted");
    }

    @Override
    public ChatModel open(Endpoint endpoint) {
        return new Red();
    }

    private static final class Red implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            CALLS.incrementAndGet();
            if (!showsAnImage(request)) {
                String colour = request.toString().contains("a red square") ? "red" : "blue";
                return Scripted.response("{\"facts\": [\"color(square, " + colour + ")\"]}", FinishReason.STOP);
            }
            if (!request.messages().get(0).toString().contains("JSON")) {
                boolean odd = red(first(request)) > 0.05;
                String answer = odd ? "Yes, there is an anomaly in the image, at the top left of the image." : "No.";
                return Scripted.response(answer, FinishReason.STOP);
            }
            double red = red(last(request));
            boolean regions = request.toString().contains("numbered from");
            String verdict = "{\"anomalous\": " + (red > 0.05) + ", \"score\": " + red + ", \"image\": " + red
                    + ", \"reason\": \"red is seen\", \"regions\": ";
            boolean scores = request.toString().contains("\"region\": number");
            String named = scores ? "[{\"region\": 1, \"score\": " + red + "}]" : "[1]";
            String seen = ", \"seen\": " + red
                    + ", \"sentences\": [{\"text\": \"Red.\", \"rests_on\": [\"R1\"], \"normal\": false, \"claims\": [], \"count\": -1}]";
            String description = ", \"description\": \"" + (red > 0.05 ? "a red square" : "a blue square") + "\"";
            return Scripted.response(verdict + (regions ? named : "[]") + seen + description + "}", FinishReason.STOP);
        }
    }

    private static boolean showsAnImage(ChatRequest request) {
        return contents(request).stream().anyMatch(ImageContent.class::isInstance);
    }

    /** The last image that a request shows. */
    public static Image last(ChatRequest request) {
        List<Content> contents = contents(request);
        return image(contents.get(contents.size() - 1));
    }

    /** The first image that a request shows, after its words. */
    public static Image first(ChatRequest request) {
        return image(contents(request).get(1));
    }

    private static List<Content> contents(ChatRequest request) {
        return ((UserMessage) request.messages().get(1)).contents();
    }

    private static Image image(Content content) {
        ImageContent image = (ImageContent) content;
        byte[] png = Base64.getDecoder().decode(image.image().base64Data());
        return ImageReader.withDefaults().read("sent", png);
    }

    /** The share of the pixels that are clearly red. */
    private static double red(Image image) {
        int size = image.height() * image.width();
        float[] values = image.toArray();
        int red = 0;
        for (int i = 0; image.channels() == 3 && i < size; i++) {
            red += values[i] - values[size + i] > 0.4 ? 1 : 0;
        }
        return red / (double) size;
    }
}
