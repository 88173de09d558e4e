package org.ravel.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * JSON as every file of Ravel's is written: a number that is not finite is null, since JSON has no
 * such number, and {@code "NaN"} would be a string where a reader expects a number.
 */
public final class Json {
  private static final ObjectMapper LINE = mapper();
  private static final ObjectMapper TEXT = mapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** A mapper to be configured further, which writes numbers as all files have them. */
  public static ObjectMapper mapper() {
    return new ObjectMapper(new FiniteNumbers());
  }

  /** A value in one line, with the line's end. */
  public static String line(Object value) {
    return write(LINE, value);
  }

  /** A value in indented lines, with the last line's end. */
  public static String text(Object value) {
    return write(TEXT, value);
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers, strings, lists and records are always JSON", e);
    }
  }

  private static final class FiniteNumbers extends JsonFactory {
    private static final long serialVersionUID = 1L;

    @Override
    protected JsonGenerator _createGenerator(Writer out, IOContext context) throws IOException {
      return new FiniteGenerator(super._createGenerator(out, context));
    }

    @Override
    protected JsonGenerator _createUTF8Generator(OutputStream out, IOContext context)
        throws IOException {
      return new FiniteGenerator(super._createUTF8Generator(out, context));
    }

    @Override
    public JsonFactory copy() {
      return new FiniteNumbers();
    }
  }

  private static final class FiniteGenerator extends JsonGeneratorDelegate {
    FiniteGenerator(JsonGenerator generator) {
      super(generator, false);
    }

    @Override
    public void writeNumber(double value) throws IOException {
      if (Double.isFinite(value)) {
        super.writeNumber(value);
      } else {
        writeNull();
      }
    }

    @Override
    public void writeNumber(float value) throws IOException {
      if (Float.isFinite(value)) {
        super.writeNumber(value);
      } else {
        writeNull();
      }
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
      writeStartArray(array, length);
      for (int i = offset; i < offset + length; i++) {
        writeNumber(array[i]);
      }
      writeEndArray();
    }
  }
}
