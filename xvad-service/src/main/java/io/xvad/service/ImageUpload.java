package io.xvad.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The image file of a request: its body, or a part of a form. */
final class ImageUpload {

    private static final String HOW =
            "send the image as the body with Content-Type: image/png (or image/…, application/octet-stream), or as the part"
                    + " 'image' of multipart/form-data; with curl: -F image=@photo.png";

    private ImageUpload() {}

    /**
     * The bytes of the file.
     *
     * @param maxBytes the largest body that is taken
     * @throws Problem if the body is too large, of another type, empty or broken
     * @throws UncheckedIOException if the sender is gone
     */
    static byte[] read(Request request, int maxBytes) {
        String type = request.header("Content-Type");
        String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean form = name.equals("multipart/form-data");
        if (!form && !name.isEmpty() && !name.startsWith("image/") && !name.equals("application/octet-stream")) {
            throw Problem.wrongType(name + " is not taken; " + HOW);
        }
        String encoding = request.header("Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.wrongType("bodies that are encoded (" + encoding + ") are not taken; " + HOW);
        }
        byte[] body = bounded(request, maxBytes);
        if (body.length == 0) {
            throw Problem.badRequest("the request has no body; " + HOW);
        }
        return form ? ImageForm.image(type, body) : body;
    }

    private static byte[] bounded(Request request, int maxBytes) {
        if (request.body().declared().orElse(0) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try {
            byte[] body = request.body().readNBytes(maxBytes);
            if (body.length == maxBytes && request.body().read() >= 0) {
                throw tooLarge(maxBytes);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem tooLarge(int maxBytes) {
        return Problem.tooLarge("a body may have at most " + maxBytes + " bytes");
    }
}
