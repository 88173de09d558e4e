package org.ravel.scoring;

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
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;

/**
 * JSON objects, one on each line. Numbers, nested values and escapes stay as they are written: no
 * type is guessed. Lines of white space are none.
 *
 * @param asTable whether the values are put into columns, so that each name must occur once
 */
record JsonRecords(String column, boolean asTable, MalformedText malformed)
    implements SourceRecords {
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
  public Iterator<SourceRecord> read(Split split, Iterator<Row> rows) {
    return new Records(split, new SourceText(split, rows, malformed));
  }

  private final class Records implements Iterator<SourceRecord> {
    private final Split split;
    private final SourceText lines;
    private long place;
    private String next;

    Records(Split split, SourceText lines) {
      this.split = split;
      this.lines = lines;
      this.next = object();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public SourceRecord next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      SourceRecord record = parse(next);
      place++;
      next = object();
      return record;
    }

    private String object() {
      while (lines.hasNext()) {
        String line = lines.next(place);
        if (!line.isBlank()) {
          return line.strip();
        }
      }
      return null;
    }

    private SourceRecord parse(String line) {
      try (JsonParser parser = JSON.createParser(line)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw refuse("is no JSON object: " + shortly(line));
        }
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        Set<String> once = new HashSet<>();
        String text = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          JsonToken token = parser.nextToken();
          boolean isText = name.equals(column);
          if (!once.add(name) && (asTable || isText)) {
            throw refuse("names %s twice".formatted(name));
          }
          String value = value(parser, token, line);
          if (isText && value != null) {
            if (token != JsonToken.VALUE_STRING) {
              throw refuse("has no string as %s, which is scoring.column".formatted(name));
            }
            text = value;
          }
          if (asTable && value != null && !StrictText.isEncodable(value)) {
            throw refuse(
                "holds half of a surrogate pair as %s, which only JSON can".formatted(name));
          }
          names.add(name);
          values.add(value);
        }
        if (parser.nextToken() != null) {
          throw refuse("is no JSON object, but more: " + shortly(line));
        }
        return new SourceRecord(text, line, names, Collections.unmodifiableList(values));
      } catch (IOException e) {
        throw refuse("is no JSON: " + shortly(line));
      }
    }

    private String value(JsonParser parser, JsonToken token, String line) throws IOException {
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

    private InputException refuse(String what) {
      return split.refuse(place, what, "correct it");
    }

    private static String shortly(String line) {
      return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
  }
}
