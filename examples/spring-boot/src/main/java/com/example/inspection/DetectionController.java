package com.example.inspection;

import io.micrometer.core.instrument.MeterRegistry;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.DetectionJson;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explaining;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageReader;
import io.xvad.report.Overlay;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Scores an image that is posted as a form, {@code curl -F image=@photo.png localhost:8080/detections}. */
@RestController
class DetectionController {

    private final FittedDetector model;
    private final MeterRegistry meters;

    DetectionController(FittedDetector model, MeterRegistry meters) {
        this.model = model;
        this.meters = meters;
    }

    /** Score, p-value, decision and regions. */
    @PostMapping(path = "/detections", produces = MediaType.APPLICATION_JSON_VALUE)
    String detection(@RequestParam MultipartFile image) throws IOException {
        return DetectionJson.withoutMaps(detected(read(image)));
    }

    /** Why, in the words of an explainer. */
    @PostMapping(path = "/explanations", produces = MediaType.APPLICATION_JSON_VALUE)
    String explanation(@RequestParam MultipartFile image, @RequestParam(defaultValue = "verbal") String explainer)
            throws IOException {
        Explainer chosen = Registry.load(Explainer.class).get(explainer);
        return Explaining.of(chosen).explain(model, read(image)).toJsonWithoutArrays();
    }

    /** Where, drawn onto the image. */
    @PostMapping(path = "/overlays", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] overlay(@RequestParam MultipartFile image) throws IOException {
        Image read = read(image);
        return Overlay.of(read, detected(read), model).png();
    }

    private Detection detected(Image image) {
        Detection detection = meters.timer("xvad.score").record(() -> model.detect(image));
        meters.counter("xvad.detections", "decision", detection.verdict().decision().name())
                .increment();
        return detection;
    }

    private static Image read(MultipartFile image) throws IOException {
        return ImageReader.withDefaults().read(UUID.randomUUID().toString(), image.getBytes());
    }

    /** An image that cannot be read, or that the model does not take. */
    @ExceptionHandler({XvadDataException.class, IllegalArgumentException.class})
    ProblemDetail refused(RuntimeException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
    }
}
