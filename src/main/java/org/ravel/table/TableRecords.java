package org.ravel.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.ravel.config.MalformedText;
import scala.collection.JavaConverters;

/**
 * Rows of a table whose columns have types. Spark would put U+FFFD where a string's bytes are no
 * UTF-8, so that strings are read as bytes, in nested values too.
 *
 * @param schema the columns as they are
 */
record TableRecords(StructType schema, MalformedText malformed) implements SourceRecords {

  /** A type with bytes instead of strings, wherever they stand. */
  static DataType asBytes(DataType type) {
    if (type instanceof StringType) {
      return DataTypes.BinaryType;
    }
    if (type instanceof ArrayType array) {
      return new ArrayType(asBytes(array.elementType()), array.containsNull());
    }
    if (type instanceof MapType map) {
      return new MapType(asBytes(map.keyType()), asBytes(map.valueType()), map.valueContainsNull());
    }
    if (type instanceof StructType struct) {
      return new StructType(
          Arrays.stream(struct.fields())
              .map(
                  f -> new StructField(f.name(), asBytes(f.dataType()), f.nullable(), f.metadata()))
              .toArray(StructField[]::new));
    }
    return type;
  }

  @Override
  public Cursor read(TablePart part, Iterator<Row> rows) {
    List<String> names = List.of(schema.fieldNames());
    return new Cursor() {
      private long place;

      @Override
      public SourceRecord next() {
        if (!rows.hasNext()) {
          return null;
        }
        Row row = rows.next();
        long number = place++;
        List<Object> values = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
          StructField field = schema.fields()[i];
          try {
            values.add(withStrings(row.get(i), field.dataType()));
          } catch (NotUtf8 e) {
            throw part.refuse(
                number, "is not UTF-8 in %s".formatted(field.name()), StrictText.REMEDY);
          }
        }
        return new SourceRecord(null, names, Collections.unmodifiableList(values));
      }
    };
  }

  private Object withStrings(Object value, DataType type) {
    if (value == null || type.equals(asBytes(type))) {
      return value;
    }
    if (type instanceof ArrayType array) {
      return JavaConverters.seqAsJavaList((scala.collection.Seq<?>) value).stream()
          .map(element -> withStrings(element, array.elementType()))
          .toArray();
    }
    if (type instanceof MapType map) {
      Map<Object, Object> strings = new LinkedHashMap<>();
      JavaConverters.mapAsJavaMap((scala.collection.Map<?, ?>) value)
          .forEach(
              (key, element) ->
                  strings.put(
                      withStrings(key, map.keyType()), withStrings(element, map.valueType())));
      return JavaConverters.mapAsScalaMap(strings);
    }
    if (type instanceof StructType struct) {
      Row row = (Row) value;
      Object[] fields = new Object[struct.size()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = withStrings(row.get(i), struct.fields()[i].dataType());
      }
      return new GenericRowWithSchema(fields, struct);
    }
    return StrictText.decode((byte[]) value, malformed).orElseThrow(NotUtf8::new);
  }

  private static final class NotUtf8 extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
