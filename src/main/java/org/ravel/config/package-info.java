/**
 * The configuration: {@code reference.conf} documents every key with its default and unit, the
 * records here are its types, validated once when they are made. Nothing else in the project reads
 * untyped settings.
 */
package org.ravel.config;
