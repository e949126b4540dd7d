package io.xvad.data.label;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Opens XML files that may come from anywhere: entities are not expanded, and nothing else is opened. */
final class AnnotationXml {

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
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return elements.read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new XvadDataException(file + ": line " + line + ": broken XML: " + lastLine(e), e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
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
