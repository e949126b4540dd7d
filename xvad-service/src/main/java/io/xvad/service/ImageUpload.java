package io.xvad.service;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The body of a request, which is the file of an image or a form with it.
 *
 * @param type the header {@code Content-Type}
 * @param form whether it is a form
 */
record ImageUpload(byte[] body, String type, boolean form) {

    private static final String HOW =
            "send the image as the body with Content-Type: image/png (or image/…, application/octet-stream), or as the part"
                    + " 'image' of multipart/form-data; with curl: -F image=@photo.png";

    /**
     * Reads the body, into one array if its length is declared.
     *
     * @param maxBytes the largest body that is taken
     * @throws Problem if the body is too large, of another type or empty
     * @throws UncheckedIOException if the sender is gone
     */
    static ImageUpload read(Request request, int maxBytes) {
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
        return new ImageUpload(body, type, form);
    }

    /**
     * The file of the image; of a form a copy.
     *
     * @throws Problem if the form is broken, or has not one image
     */
    byte[] image() {
        return form ? ImageForm.image(type, body) : body;
    }

    private static byte[] bounded(Request request, int maxBytes) {
        OptionalLong declared = request.body().declared();
        if (declared.orElse(0) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        try {
            return declared.isPresent()
                    ? whole(request.body(), (int) declared.getAsLong())
                    : upTo(request.body(), maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] whole(RequestBody in, int length) throws IOException {
        byte[] body = new byte[length];
        if (in.readNBytes(body, 0, length) < length || in.read() >= 0) {
            throw new EOFException("the body has not the length that its head declares");
        }
        return body;
    }

    private static byte[] upTo(RequestBody in, int maxBytes) throws IOException {
        byte[] body = in.readNBytes(maxBytes);
        if (body.length == maxBytes && in.read() >= 0) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static Problem tooLarge(int maxBytes) {
        return Problem.tooLarge("a body may have at most " + maxBytes + " bytes");
    }
}
