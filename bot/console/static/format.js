/** Times and durations as officers read them. Numbers only: browsers lack names of months in Albanian. */

import { t } from "./strings.js";

const two = (number) => String(number).padStart(2, "0");

export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 120) return t("seconds", { count: whole });
  if (whole < 3600) return t("minutes", { count: Math.floor(whole / 60) });
  if (whole >= 172800) return t("days", { count: Math.floor(whole / 86400) });
  const minutes = Math.floor((whole % 3600) / 60);
  const hours = Math.floor(whole / 3600);
  return minutes ? t("hours_minutes", { hours, minutes }) : t("hours", { count: hours });
}

export function time(at) {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Today, yesterday, or the date. */
export function day(at) {
  const date = new Date(at);
  const daysAgo = Math.round((new Date().setHours(12, 0, 0, 0) - new Date(date).setHours(12, 0, 0, 0)) / 86400000);
  if (daysAgo === 0) return t("today");
  if (daysAgo === 1) return t("yesterday");
  return `${date.getDate()}.${date.getMonth() + 1}.${date.getFullYear()}`;
}

export const dateTime = (at) => (at ? `${day(at)} ${time(at)}` : "");

export const percent = (share) => (share === null || share === undefined ? "–" : `${Math.round(share * 100)} %`);
