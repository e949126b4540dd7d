package com.example.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class InspectionApplicationTest {

    private static final int SIDE = 24;

    private static Image noise(int seed) {
        Random random = new Random(seed);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.4f + 0.1f * random.nextFloat();
        }
        return Image.of("noise", 1, SIDE, SIDE, values);
    }

    @Test
    void anImageThatIsPostedIsScoredExplainedAndDrawn(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("noise.xvad");
        List<Image> normals = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            normals.add(noise(seed));
        }
        try (FittedDetector model = Training.of(Registry.load(Detector.class).get("pixel-gaussian")).fit(Samples.of(normals))) {
            Models.save(model, file);
        }
        try (ConfigurableApplicationContext application =
                SpringApplication.run(InspectionApplication.class, "--xvad.model=" + file, "--server.port=0")) {
            String address = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
            byte[] image = ImageWriter.png(noise(1000));

            HttpResponse<byte[]> detection = post(address + "/detections", image);
            assertEquals(200, detection.statusCode());
            assertTrue(text(detection).contains("\"decision\":"), text(detection));
            assertTrue(text(post(address + "/explanations", image)).contains("\"evidence\":"));
            assertEquals("image/png", post(address + "/overlays", image).headers().firstValue("Content-Type").orElse(""));

            HttpResponse<byte[]> refused = post(address + "/detections", "hello".getBytes(StandardCharsets.UTF_8));
            assertEquals(400, refused.statusCode());
            assertTrue(text(refused).contains("is a text file, not a PNG"), text(refused));

            assertTrue(text(get(address + "/actuator/prometheus")).contains("xvad_score_seconds_count 2"));
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> get(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    private static HttpResponse<byte[]> post(String address, byte[] image) throws IOException, InterruptedException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"photo\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(image);
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form.toByteArray())));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
