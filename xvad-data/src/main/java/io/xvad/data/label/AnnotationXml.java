package io.xvad.data.label;

import io.xvad.core.XvadDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Opens XML files that may come from anywhere: entities are not expanded, and nothing else is opened. */
final class AnnotationXml {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private AnnotationXml() {}

    /**
     * Makes something of the elements of a file.
     *
     * @param <T> what is made
     */
    @FunctionalInterface
    interface Elements<T> {
        T read(XMLStreamReader xml) throws XMLStreamException;
    }

    /**
     * Reads a file.
     *
     * @throws XvadDataException naming file and line, if it is no XML
     */
    static <T> T read(Path file, Elements<T> elements) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try (Reader in = decoded(file, encoding(factory, file))) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return elements.read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new XvadDataException(file + ": line " + line + ": broken XML: " + lastLine(e), e);
        } catch (CharacterCodingException e) {
            throw new XvadDataException(file + ": has bytes that are not of its encoding", e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Charset encoding(XMLInputFactory factory, Path file) throws IOException, XMLStreamException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader head = factory.createXMLStreamReader(in);
            try {
                return Charset.forName(Objects.requireNonNullElse(head.getEncoding(), "UTF-8"));
            } catch (IllegalArgumentException e) {
                throw new XvadDataException(file + ": line 1: there is no encoding '" + head.getEncoding() + "'", e);
            } finally {
                head.close();
            }
        }
    }

    /** The text, decoded here: of bytes that are none of its encoding the JDK's parser prints to standard error. */
    private static Reader decoded(Path file, Charset encoding) throws IOException {
        BufferedReader text =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), encoding.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static String lastLine(XMLStreamException e) {
        String[] lines = String.valueOf(e.getMessage()).split("\n");
        return lines[lines.length - 1];
    }

    /**
     * The name of the outermost element.
     *
     * @throws XvadDataException naming file and line, if it is no XML
     */
    static String root(Path file) {
        return read(file, xml -> {
            xml.nextTag();
            return xml.getLocalName();
        });
    }
}
