package org.ravel.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.ravel.table.TableSettings.Kind;
import org.ravel.table.TableSettings.Use;

/**
 * JSON objects, one on each line. Numbers, nested values and escapes stay as they are written: no
 * type is guessed. Lines of white space are none.
 */
record JsonRecords(TableSettings settings) implements SourceRecords {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    return new Records(part, new SourceText(part, rows, settings.malformed()));
  }

  private final class Records implements Cursor {
    private final TablePart part;
    private final SourceText lines;
    private long place;

    Records(TablePart part, SourceText lines) {
      this.part = part;
      this.lines = lines;
    }

    @Override
    public SourceRecord next() {
      while (lines.hasNext()) {
        String line = lines.next(place);
        if (!line.isBlank()) {
          return parse(place++, line.strip());
        }
      }
      return null;
    }

    private SourceRecord parse(long row, String line) {
      try (JsonParser parser = JSON.createParser(line)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw refuse(row, "is no JSON object: " + shortly(line));
        }
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        Set<String> once = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          JsonToken token = parser.nextToken();
          boolean isWanted = settings.columns().contains(name);
          if (!once.add(name) && (isWanted || settings.use() == Use.TABLE)) {
            throw refuse(row, "names %s twice".formatted(name));
          }
          boolean mayBeList = isWanted && !settings.strings();
          Object value =
              mayBeList && token == JsonToken.START_ARRAY
                  ? array(row, name, parser)
                  : value(parser, token, line);
          if (isWanted && settings.strings() && value != null && token != JsonToken.VALUE_STRING) {
            throw refuse(
                row, "has no string as %s, which is %s".formatted(name, settings.names().column()));
          }
          if ((mayBeList || settings.use() == Use.TABLE) && !isEncodable(value)) {
            throw refuse(
                row, "holds half of a surrogate pair as %s, which only JSON can".formatted(name));
          }
          names.add(name);
          values.add(value);
        }
        if (parser.nextToken() != null) {
          throw refuse(row, "is no JSON object, but more: " + shortly(line));
        }
        return new SourceRecord(line, names, Collections.unmodifiableList(values));
      } catch (IOException e) {
        throw refuse(row, "is no JSON: " + shortly(line));
      }
    }

    private static boolean isEncodable(Object value) {
      return value instanceof List<?> list
          ? list.stream().allMatch(Records::isEncodable)
          : !(value instanceof String text) || StrictText.isEncodable(text);
    }

    /** A value as it is written. */
    private static String value(JsonParser parser, JsonToken token, String line)
        throws IOException {
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (token.isScalarValue()) {
        return parser.getText();
      }
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      return line.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private List<?> array(long row, String name, JsonParser parser) throws IOException {
      return settings.wanted().kind() == Kind.NUMBERS
          ? numbers(row, name, parser)
          : strings(row, name, parser);
    }

    /** Numbers and strings as they are written, and arrays of them. */
    private List<Object> numbers(long row, String name, JsonParser parser) throws IOException {
      List<Object> numbers = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        switch (parser.currentToken()) {
          case START_ARRAY -> numbers.add(numbers(row, name, parser));
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> numbers.add(parser.getText());
          case VALUE_NULL -> numbers.add(null);
          default ->
              throw refuse(
                  row,
                  "holds %s in the array %s, which must have numbers, labels or arrays of numbers only"
                      .formatted(parser.getText(), name));
        }
      }
      return numbers;
    }

    private List<String> strings(long row, String name, JsonParser parser) throws IOException {
      List<String> strings = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
          throw refuse(
              row,
              "holds %s in the array %s, which must have strings only"
                  .formatted(parser.getText(), name));
        }
        strings.add(parser.getText());
      }
      return strings;
    }

    private MalformedRecordException refuse(long row, String what) {
      return part.refuse(row, what, "correct it");
    }

    private static String shortly(String line) {
      return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
  }
}
