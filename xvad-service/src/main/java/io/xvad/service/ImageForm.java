package io.xvad.service;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;

/** Finds the image among the parts of a form ({@code multipart/form-data}, RFC 7578). */
final class ImageForm {

    private static final String FIELD = "image";
    private static final int MOST_PARTS = 16;
    private static final int LONGEST_BOUNDARY = 70;
    private static final int BUFFER = 1 << 14;
    private static final int LARGEST_HEADERS = 4096;

    private ImageForm() {}

    /** A part that holds an image: its number and length. */
    private record Part(int number, int bytes) {}

    /**
     * The content of the one part that is a file, or is called {@code image}: a copy in an array of its length.
     *
     * @param type the header {@code Content-Type}, which names the boundary
     * @throws Problem if the form is broken, or there is not exactly one such part
     */
    static byte[] image(String type, byte[] form) {
        byte[] boundary = boundary(type);
        try {
            return content(form, boundary, only(images(form, boundary)));
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.badRequest("the form is broken: " + e.getMessage());
        }
    }

    private static List<Part> images(byte[] form, byte[] boundary) throws IOException {
        List<Part> images = new ArrayList<>();
        MultipartStream parts = parts(form, boundary);
        boolean more = parts.skipPreamble();
        for (int number = 0; more; number++) {
            if (number == MOST_PARTS) {
                throw Problem.badRequest("a form may have at most " + MOST_PARTS + " parts");
            }
            boolean image = isImage(parts.readHeaders());
            int bytes = parts.discardBodyData();
            if (image) {
                images.add(new Part(number, bytes));
            }
            more = parts.readBoundary();
        }
        return images;
    }

    private static MultipartStream parts(byte[] form, byte[] boundary) {
        MultipartStream parts = new MultipartStream(new ByteArrayInputStream(form), boundary, BUFFER, null);
        parts.setPartHeaderSizeMax(LARGEST_HEADERS);
        return parts;
    }

    private static Part only(List<Part> images) {
        if (images.size() != 1) {
            throw Problem.badRequest("a form needs one image, as its part '" + FIELD + "', and has " + images.size());
        }
        if (images.get(0).bytes() == 0) {
            throw Problem.badRequest("the image of the form is empty");
        }
        return images.get(0);
    }

    private static byte[] content(byte[] form, byte[] boundary, Part part) throws IOException {
        MultipartStream parts = parts(form, boundary);
        parts.skipPreamble();
        for (int number = 0; number < part.number(); number++) {
            parts.readHeaders();
            parts.discardBodyData();
            parts.readBoundary();
        }
        parts.readHeaders();
        Content content = new Content(part.bytes());
        parts.readBodyData(content);
        return content.array();
    }

    /** An array that is written to from its beginning to its end. */
    private static final class Content extends ByteArrayOutputStream {

        Content(int bytes) {
            super(bytes);
        }

        byte[] array() {
            return buf;
        }
    }

    private static byte[] boundary(String type) {
        String boundary = parameters(type).get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw Problem.badRequest("the form is broken: its Content-Type needs a boundary of 1 to " + LONGEST_BOUNDARY
                    + " characters");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isImage(String headers) {
        for (String line : headers.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("content-disposition")) {
                Map<String, String> parameters = parameters(line.substring(colon + 1));
                return parameters.containsKey("filename") || FIELD.equals(parameters.get("name"));
            }
        }
        return false;
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }
}
