package io.xvad.data.label;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.xvad.core.XvadDataException;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** Walks through a JSON file and names the line of what is wrong. */
final class AnnotationJson implements AutoCloseable {

    private static final int MAX_NUMBERS = 10_000_000;

    private final Path file;
    private final JsonParser parser;

    private AnnotationJson(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Reads the value of a field, all of it. */
    @FunctionalInterface
    interface Field {
        void read(String name) throws IOException;
    }

    /** Reads an item of a list, all of it. */
    @FunctionalInterface
    interface Item {
        void read() throws IOException;
    }

    /** Reads the fields of the one object of a file. */
    static void read(Path file, Function<AnnotationJson, Field> fields) {
        try (AnnotationJson json = new AnnotationJson(file, JsonObject.FACTORY.createParser(file.toFile()))) {
            json.parser.nextToken();
            json.object(fields.apply(json));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new XvadDataException(file + ": " + line + "broken JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    void object(Field field) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
        }
    }

    void list(Item item) throws IOException {
        require(JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.read();
        }
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    String text() throws IOException {
        if (parser.currentToken() == null || !parser.currentToken().isScalarValue()) {
            throw wrong("a text or a number is wanted");
        }
        return parser.getText();
    }

    double number() throws IOException {
        if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
            throw wrong("a number is wanted, got " + parser.getText());
        }
        return parser.getDoubleValue();
    }

    int whole() throws IOException {
        double value = number();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw wrong("a whole number is wanted, got " + parser.getText());
        }
        return (int) value;
    }

    /** The numbers of a list, those of lists within it included. */
    double[] numbers() throws IOException {
        double[] numbers = new double[16];
        int size = 0;
        require(JsonToken.START_ARRAY, "a list of numbers");
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else {
                if (size == MAX_NUMBERS) {
                    throw wrong("more than " + MAX_NUMBERS + " numbers in one list");
                }
                if (size == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * size);
                }
                numbers[size++] = number();
            }
        }
        return Arrays.copyOf(numbers, size);
    }

    int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    XvadDataException wrong(String what) {
        return new XvadDataException(file + ": line " + line() + ": " + what);
    }

    /** What a shape is made from, or what is wrong with it and where. */
    <T> T made(Supplier<T> shape) {
        try {
            return shape.get();
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(file + ": line " + line() + ": " + e.getMessage(), e);
        }
    }

    private void require(JsonToken token, String what) throws IOException {
        if (parser.currentToken() != token) {
            throw wrong(what + " is wanted, got " + (parser.currentToken() == null ? "nothing" : parser.getText()));
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
