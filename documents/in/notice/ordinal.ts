const digits = '〇一二三四五六七八九';

/** A number as Word draws it in this format (ECMA-376, ST_NumberFormat); '' where it draws no number. */
export function ordinal(value: number, format: string): string {
  switch (format) {
    case 'decimal':
    case 'decimalFullWidth':
    case 'decimalHalfWidth':
      return String(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x2460 + value - 1) : String(value);
    case 'decimalEnclosedParen':
      return `(${value})`;
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'chineseLegalSimplified':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return inHan(value);
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
      return [...String(value)].map((digit) => digits[Number(digit)]).join('');
    default:
      return '';
  }
}

function inHan(value: number): string {
  if (value < 1 || value > 99) return String(value);
  const tens = Math.floor(value / 10);
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${value % 10 > 0 ? digits[value % 10] : ''}`;
}
