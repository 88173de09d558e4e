/**
 * Champion against challenger: both are measured on the same held-out text, the differences get
 * intervals by a paired bootstrap, and a gate of rules decides whether the challenger may replace
 * the champion.
 */
package org.ravel.comparison;
