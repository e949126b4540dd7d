package io.xvad.service;

import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.explain.ArrayStorage;
import io.xvad.core.explain.DetectionJson;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explaining;
import io.xvad.core.explain.Explanation;
import io.xvad.core.json.JsonText;
import io.xvad.evaluation.drift.DriftWarning;
import io.xvad.report.Overlay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Scores images that are sent, and explains scores or draws what was found. */
record Detections(ServedModels models, ServiceOptions options, ServiceMetrics metrics) {

    private static final String JSON = "application/json";
    private static final String PNG = "image/png";
    private static final String EXPLAINER = "explainer";
    private static final String ARRAYS = "arrays";

    /** An image, what a model found in it, and a warning of drift if it is complete with this image. */
    private record Scored(Image image, Detection detection, Optional<DriftWarning> drift) {}

    /** Score, decision, regions and if asked for an explanation as JSON; or the overlay, if that is what the sender takes. */
    Answer detection(Request request, Map<String, String> path, Admission.Place place) {
        ServedModel model = model(path);
        Map<String, String> query = request.query(List.of(EXPLAINER, ARRAYS));
        Optional<Explainer> explainer =
                Optional.ofNullable(query.get(EXPLAINER)).map(model::explainer);
        ArrayStorage arrays = arrays(query.getOrDefault(ARRAYS, "none"));
        if (Accept.choose(request.header("Accept"), List.of(JSON, PNG)).equals(PNG)) {
            return drawn(request, model, place);
        }
        return answer(request, model, place, scored -> {
            Optional<Explanation> explanation = explainer.map(chosen -> explained(model, chosen, scored));
            return Answer.json(json(model, scored, explanation, arrays));
        });
    }

    /** The image with the heat of the map and the boxes of the regions, as PNG. */
    Answer overlay(Request request, Map<String, String> path, Admission.Place place) {
        ServedModel model = model(path);
        request.query(Set.of());
        Accept.choose(request.header("Accept"), List.of(PNG));
        return drawn(request, model, place);
    }

    private ServedModel model(Map<String, String> path) {
        return models.find(path.getOrDefault("name", ""))
                .orElseThrow(
                        () -> Problem.notFound("there is no such model, but " + String.join(", ", models.names())));
    }

    private static ArrayStorage arrays(String asked) {
        return switch (asked) {
            case "none" -> ArrayStorage.NONE;
            case "json" -> ArrayStorage.JSON;
            default -> throw Problem.badRequest("parameter '" + ARRAYS + "' may be none or json");
        };
    }

    private Answer drawn(Request request, ServedModel model, Admission.Place place) {
        return answer(request, model, place, scored -> Answer.of(200, PNG, png(model, scored)));
    }

    /** From the body to the answer; a heap that is too small for any of it is the fault of this image. */
    private Answer answer(Request request, ServedModel model, Admission.Place place, Function<Scored, Answer> answer) {
        return fitting(() -> {
            ImageUpload upload = ImageUpload.read(request, options.maxBytes());
            return place.work(() -> model.fitted().whileOpen(() -> answer.apply(scored(request, model, upload))));
        });
    }

    private Scored scored(Request request, ServedModel model, ImageUpload upload) {
        Image image = read(request, upload);
        Detection detection =
                metrics.timed(model.name(), () -> doing(() -> model.fitted().detect(image)));
        metrics.found(model.name(), detection.verdict().decision());
        return new Scored(image, detection, model.drift().flatMap(watch -> watch.accept(image, detection)));
    }

    private Image read(Request request, ImageUpload upload) {
        try {
            return options.reader().read(request.id(), upload.image());
        } catch (XvadDataException e) {
            throw HeapSpace.ranOut(e) ? tooLarge(e) : Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Explanation explained(ServedModel model, Explainer explainer, Scored scored) {
        return doing(() -> Explaining.of(explainer).explain(model.fitted(), scored.image(), scored.detection()));
    }

    /** What a model or explainer says that it cannot do with this image is no failure of the service. */
    private static <T> T doing(Supplier<T> work) {
        try {
            return work.get();
        } catch (XvadDataException e) {
            throw HeapSpace.ranOut(e) ? tooLarge(e) : Problem.unprocessable(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T fitting(Supplier<T> work) {
        try {
            return HeapSpace.of("this image", work);
        } catch (XvadDataException e) {
            throw HeapSpace.ranOut(e) ? tooLarge(e) : e;
        }
    }

    private static Problem tooLarge(XvadDataException e) {
        return Problem.tooLarge(String.valueOf(e.getMessage()));
    }

    private static String json(
            ServedModel model, Scored scored, Optional<Explanation> explanation, ArrayStorage arrays) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("model", model.name());
            json.writeNumberField("height", scored.image().height());
            json.writeNumberField("width", scored.image().width());
            json.writeFieldName("detection");
            json.writeRawValue(DetectionJson.withoutMaps(scored.detection()));
            if (scored.drift().isPresent()) {
                json.writeFieldName("drift");
                json.writeRawValue(scored.drift().get().json());
            }
            if (explanation.isPresent()) {
                Explanation why = explanation.get();
                json.writeFieldName("explanation");
                json.writeRawValue(arrays == ArrayStorage.JSON ? why.toJson() : why.toJsonWithoutArrays());
            }
            json.writeEndObject();
        });
    }

    private static byte[] png(ServedModel model, Scored scored) {
        Overlay overlay = Overlay.of(scored.image(), scored.detection(), model.fitted());
        model.fitted().capability(Cover.class).ifPresent(cover -> overlay.ignored(cover.mask(scored.image())));
        return overlay.png();
    }
}
