package org.ravel.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * Values of Spark's rows as JSON, without a loss: decimals with all their digits, times in ISO 8601
 * with as many digits as they have, bytes in base 64.
 */
public final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /** An object, on one line. */
  public static String object(List<String> names, List<?> values) {
    return write(json -> writeObject(json, names, values));
  }

  /** The same object with more in it, and all that it had before as it was. */
  public static String append(String object, boolean isEmpty, List<String> names, List<?> values) {
    return object.substring(0, object.lastIndexOf('}'))
        + (isEmpty ? "" : ",")
        + object(names, values).substring(1);
  }

  /** A value for a reader who sees text only: a string as it is, anything else as in JSON. */
  public static String plain(Object value) {
    if (isNested(value)) {
      return write(json -> write(json, value));
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value instanceof LocalDateTime time
        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
        : String.valueOf(value);
  }

  private static boolean isNested(Object value) {
    return value instanceof Row
        || value instanceof scala.collection.Map
        || value instanceof scala.collection.Seq
        || value instanceof Object[];
  }

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static String write(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes whatever is written", e);
    }
    return text.toString();
  }

  private static void writeObject(JsonGenerator json, List<String> names, List<?> values)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < names.size(); i++) {
      json.writeFieldName(names.get(i));
      write(json, values.get(i));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Row row) {
      Object[] values = new Object[row.size()];
      Arrays.setAll(values, row::get);
      writeObject(json, List.of(row.schema().fieldNames()), Arrays.asList(values));
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : JavaConverters.mapAsJavaMap(map).entrySet()) {
        json.writeFieldName(plain(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof scala.collection.Seq<?> list) {
      writeArray(json, JavaConverters.seqAsJavaList(list));
    } else if (value instanceof Object[] array) {
      writeArray(json, Arrays.asList(array));
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      json.writeNumber(plain(number));
    } else {
      json.writeString(plain(value));
    }
  }

  private static void writeArray(JsonGenerator json, List<?> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      write(json, value);
    }
    json.writeEndArray();
  }
}
