"""What readers say of files and rows, by kind. In English; pages and reports say the same in their readers' languages.

Of what a program writes into a mapping, pages speak in their own way, because they have a form.
"""


def gettext_noop(text: str) -> str:
    """Marks a text for the collector of translations; it stays as it is."""
    return text


_PLACES = {
    "between": gettext_noop(", "),  # the members of a list
    "at_cell": gettext_noop("Row {row}, column {column}: {what}."),
    "at_row": gettext_noop("Row {row}: {what}."),
}

# One row left out, or one cell of it: what was there, what would be right.
_ROWS = {
    "damaged_text": gettext_noop(
        "holds bytes that are no text in the encoding of this file; save the file as UTF-8"
    ),
    "error_value": gettext_noop("holds the error {said}; write the value itself"),
    "more_refused": gettext_noop("{count} more rows were left out."),
    "needs_amount": gettext_noop("is empty; write the {unit}"),
    "needs_field": gettext_noop("is empty; every row needs its {field}"),
    "needs_id": gettext_noop("is empty; every row needs an id"),
    "needs_title": gettext_noop("is empty; every row needs a title"),
    "never_computed": gettext_noop(
        "holds a formula that was never computed; open the file, let it compute, and save it"
    ),
    "no_category": gettext_noop("“{said}” is none; write Films or TV"),
    "no_country": gettext_noop("“{said}” is no country; write its ISO code"),
    "no_day": gettext_noop("“{said}” is no day; write it as 2026-01-31"),
    "no_days": gettext_noop("is not known or not positive; say how many days"),
    "no_hours": gettext_noop("is empty; write the hours"),
    "no_kind": gettext_noop("“{said}” is no kind; write Movie or TV Show"),
    "no_number": gettext_noop("“{said}” is no number; write it in digits, as 1234.5"),
    "no_rank": gettext_noop("“{said}” is no rank; write 1 to 10"),
    "no_sunday": gettext_noop("“{said}” is no Sunday; write the week's last day"),
    "no_territory": gettext_noop("“{said}” is no territory; write its ISO code"),
    "no_title": gettext_noop("is empty; write the title"),
    "no_week": gettext_noop("is empty; write the week's last day"),
    "no_weight": gettext_noop("is empty; write a number over 0"),
    "odd_weight": gettext_noop("“{said}” is no weight; write a number over 0"),
    "no_work_kind": gettext_noop("“{said}” is no kind; write film or series"),
    "no_year": gettext_noop("“{said}” is no year; write it as 2021"),
    "none_of": gettext_noop("“{said}” is none; write {choices}"),
    "open_quotation": gettext_noop(
        "has {cells} cells where {columns} columns are headed, and runs over {lines} lines: a quotation may not be "
        "closed; put text that holds a comma or a line break in quotes"
    ),
    "other_day": gettext_noop(
        "“{said}” is not written as the other days of the column; write it as 2026-01-31"
    ),
    "other_width": gettext_noop(
        "has {cells} cells where {columns} columns are headed; put text that holds a comma or a line break in quotes"
    ),
    "repeats": gettext_noop("repeats row {first}; it was counted once"),
    "same_id": gettext_noop("is the id of row {first}; give each title its own"),
    "same_respondent": gettext_noop(
        "is the respondent of row {first}; give each respondent a number"
    ),
    "same_title": gettext_noop(
        "“{said}” has the title, kind and year of row {first}; add a column of ids to tell them apart"
    ),
    "second_rank": gettext_noop("is a second rank {rank} beside row {first}; keep the right one"),
    "told_before": gettext_noop("{name} tells the same already; it was counted once"),
    "under_zero": gettext_noop("is under zero; write the {unit}"),
}

# A whole file that no facts were taken from: why, and what would be right.
_FILES = {
    "clash_of_dates": gettext_noop(
        "Column {column}: row {real} holds a real date and row {text} a text; a spreadsheet that reads some days and "
        "not others has often exchanged day and month. Write all days as 2026-01-31."
    ),
    "clash_of_orders": gettext_noop(
        "Column {column}: row {dmy} can only be day/month/year and row {mdy} only month/day/year; write all days as "
        "2026-01-31."
    ),
    "clash_of_signs": gettext_noop(
        "Column {column}: row {point} writes its decimals with a point and row {comma} with a comma; write all with "
        "one sign."
    ),
    "counts_in": gettext_noop(
        "Column {column} counts in {scale:,.0f}; say multiply = {scale:.0f} in the mapping."
    ),
    "damaged_sav": gettext_noop("The .sav file is damaged or of another kind; export it again."),
    "damaged_sheet": gettext_noop(
        "Sheet “{sheet}” is damaged; open it and save it as .xlsx again."
    ),
    "damaged_workbook": gettext_noop("The workbook is damaged or cut off; send it again."),
    "empty": gettext_noop("The file is empty."),
    "is_archive": gettext_noop(
        "It is an archive or a document, and no workbook; unpack it, or export the table as CSV or XLSX."
    ),
    "is_database": gettext_noop("It is a database; export the table as CSV."),
    "is_folder": gettext_noop("It is a folder; put its files beside the others."),
    "is_gzip": gettext_noop("It is a gzip archive; unpack it."),
    "is_json": gettext_noop("It is JSON; export the table as CSV."),
    "is_old_excel": gettext_noop(
        "It is an old Excel file (.xls) or one with a password; save it as .xlsx."
    ),
    "is_opendocument": gettext_noop("It is an OpenDocument spreadsheet (.ods); save it as .xlsx."),
    "is_parquet": gettext_noop("It is a Parquet file; export the table as CSV."),
    "is_pdf": gettext_noop("It is a PDF; export the table itself as CSV or XLSX."),
    "is_picture": gettext_noop("It is a picture; export the table itself."),
    "is_web_page": gettext_noop(
        "It is a web page or XML, and no table; export the table as CSV or XLSX."
    ),
    "large_workbook": gettext_noop(
        "Unpacked, the workbook is larger than any that is read; send it as CSV."
    ),
    "locked_file": gettext_noop("The file cannot be opened; give leave to read it."),
    "locked_workbook": gettext_noop(
        "The workbook cannot be opened (damaged, protected by a password, or no XLSX); save it again as .xlsx."
    ),
    "many_columns": gettext_noop("It has {count} columns; {most} are the most that are read."),
    "many_columns_of": gettext_noop("Sheet “{sheet}” has more than {most} columns."),
    "many_encodings": gettext_noop(
        "Its lines are in several encodings, as when files were stuck together; save each as UTF-8."
    ),
    "many_variables": gettext_noop("It has {count} variables; {most} are the most that are read."),
    "misread": gettext_noop(
        "{misread} of {rows} rows were not understood, so the whole file was left out. {first}"
    ),
    "misread_before": gettext_noop(
        "Its letters were lost before: UTF-8 was taken for another encoding; export it again as UTF-8."
    ),
    "no_column": gettext_noop("The file has no column “{column}”; it has {headings}."),
    "no_file": gettext_noop("There is no file behind this name; send the file itself."),
    "no_form": gettext_noop("Files of this kind ({ending}) are not read; save it as CSV or XLSX."),
    "no_half_year": gettext_noop(
        "The half year is not known; put it in the name, as in what_we_watched_2023H1.xlsx."
    ),
    "no_headings": gettext_noop(
        "No row of headings was found; the first row should name the columns."
    ),
    "no_rows": gettext_noop("It has headings and no rows."),
    "no_sheet": gettext_noop(
        "No sheet has a row of headings; the first row should name the columns."
    ),
    "no_table_file": gettext_noop("{folder} holds no CSV, TSV, XLSX or SPSS file."),
    "same_file": gettext_noop("It holds the same as {name}, byte for byte, and was read once."),
    "none_read": gettext_noop("None of the files could be read. {name}: {first}"),
    "open_decimal": gettext_noop(
        "Column {column}: row {row} may mean thousands or decimals, and no other row tells; say in the mapping: "
        'decimal = "." or decimal = ",".'
    ),
    "open_order": gettext_noop(
        "Column {column}: row {row} may be day/month/year or month/day/year, and no other row tells; say in the "
        'mapping: dates = "dmy" or dates = "mdy".'
    ),
    "other_encoding": gettext_noop(
        "After row {row} the file is no longer {encoding}; save it as UTF-8."
    ),
    "other_order": gettext_noop(
        "Column {column}: row {row} can only be {order}, not {told} as was named."
    ),
    "other_sign": gettext_noop(
        "Column {column}: row {row} does not have the decimal sign {told} that was named."
    ),
    "other_unit": gettext_noop(
        "Column {column} says {said_unit} and the mapping {unit}; one of them is wrong."
    ),
    "percentage": gettext_noop(
        "Column {column}: row {row} holds a percentage; an amount in {unit} is needed."
    ),
    "shares": gettext_noop("Column {column} holds shares; an amount in {unit} is needed."),
    "too_many_minutes": gettext_noop(
        "Column {column}: every amount is a multiple of {step:,}, as {hours:,} hours in minutes; give hours."
    ),
    "too_small": gettext_noop(
        "Column {column}: the largest amount is {largest:g}, and the publisher lists nothing under {least:,} hours; it "
        "looks like thousands or millions. Give hours."
    ),
    "unknown_encoding": gettext_noop(
        "Its encoding is not known: read in any that is, it is no text; save it as UTF-8."
    ),
    "unclosed": gettext_noop(
        "Row {row}: a quotation mark opens a cell and none closes it, or the cell is longer than any text; close the "
        "quotation."
    ),
    "unknown_form": gettext_noop(
        "No reader knows a table with the columns {headings}; make a mapping that names what each column holds."
    ),
    "unknown_form_beside": gettext_noop("{what} Its place is {name} beside it."),
    "wants_hours": gettext_noop(
        "Column {column}: the list is read in hours; give hours, not another unit."
    ),
}

# What a person said of a form, or a program of what it hands over, where it cannot be.
_MAPPINGS = {
    "mapping_broken": gettext_noop("The mapping {name} is no TOML or JSON: {error}"),
    "mapping_form": gettext_noop(
        'In the mapping, dates is "dmy" or "mdy", and decimal is "." or ",".'
    ),
    "mapping_field": gettext_noop("The mapping has no field {said}; it may have {allowed}."),
    "mapping_length": gettext_noop(
        "The mapping does not say how long a period is; add {field} under constants."
    ),
    "mapping_row": gettext_noop("The mapping names {field}; a row of {table} has {fields}."),
    "mapping_says": gettext_noop(
        "The mapping does not say {field}; name its column, or its value under constants."
    ),
    "mapping_table": gettext_noop("The mapping's table is “{said}”; write one of {tables}."),
    "mapping_title": gettext_noop(
        "The mapping names no column of titles; add it under columns, as title."
    ),
    "mapping_unit": gettext_noop("The mapping names no unit; write unit as one of {units}."),
    "no_channel": gettext_noop("Deal {deal}: “{said}” is none of {channels}."),
    "no_item": gettext_noop("{partner}, {on}: the item {item} was not handed over."),
}

# What holds for the whole file, as it was understood.
_NOTES = {
    "amounts": gettext_noop("Amounts are in {unit}."),
    "amounts_times": gettext_noop("Amounts are in {unit}, times {multiply:g}."),
    "another_length": gettext_noop(
        "Some rows hold the length under {column}; it was taken from there."
    ),
    "blank_answers": gettext_noop("{count} questions; a blank cell is no answer."),
    "buddhist_days": gettext_noop(
        "Column {column}: {count} years are of the Buddhist era; 543 was taken off."
    ),
    "buddhist_years": gettext_noop(
        "Column {column}: years of the Buddhist era; 543 was taken off."
    ),
    "by_headings": gettext_noop("A form of its own; taken by its headings: {taken}."),
    "coded": gettext_noop("{count} variables hold codes; their labels were read."),
    "delimited": gettext_noop("Read as {encoding}, columns parted by {sign}."),
    "formulas": gettext_noop("{count} cells hold formulas; what they last came to was read."),
    "further_titles": gettext_noop(
        "Rows that repeat an id under another title are further titles of it."
    ),
    "like_formula": gettext_noop(
        "Row {row}, column {column}: begins with “=” as formulas do; such cells are kept as text."
    ),
    "no_countries": gettext_noop(
        "No column tells countries, so every origin is unknown; add one, headed country."
    ),
    "list_of_country": gettext_noop("By its name the list is of works from {country}."),
    "no_respondents": gettext_noop(
        "The file has no numbers of respondents; the rows' numbers stand for them."
    ),
    "no_weights": gettext_noop("The file has no weights; every respondent counts as one."),
    "sheets_left": gettext_noop(
        "Sheets that were not read, as they are hidden, copies or of another form: {sheets}."
    ),
    "sheet": gettext_noop("Sheet “{sheet}”, headings in row {row}."),
    "spss": gettext_noop("An SPSS file of {count} variables, in {encoding}."),
    "twice_headed": gettext_noop(
        "Two columns are headed “{heading}”; the later is called “{called}”."
    ),
    "unknown_country": gettext_noop(
        "“{said}” is no country that is known; it counts as an unknown origin."
    ),
    "weeks": gettext_noop("A week runs from Monday to the Sunday that the file names."),
    "whole_catalogue": gettext_noop(
        "A catalogue of {service}; it names no territory and stands for all ({territory})."
    ),
    "world_hours": gettext_noop("Hours for the whole world, over {days} days from {first}."),
}

# What was taken for what, in a list.
_TAKEN = {
    "taken_countries": gettext_noop("countries of origin from “{heading}”"),
    "taken_genres": gettext_noop("genres from “{heading}”"),
    "taken_ids": gettext_noop("ids from “{heading}”"),
    "taken_kinds": gettext_noop("kinds from “{heading}”"),
    "taken_originals": gettext_noop("original titles from “{heading}”"),
    "taken_titles": gettext_noop("titles from “{heading}”"),
    "taken_years": gettext_noop("years from “{heading}”"),
}

# What a person must still say of a form that no reader knows.
_QUESTIONS = {
    "which_amounts": gettext_noop(
        "Column {column} seems to hold shares; which column holds amounts?"
    ),
    "which_days": gettext_noop("How many days is a period?"),
    "which_order": gettext_noop("Is column {column} day/month/year or month/day/year?"),
    "which_period": gettext_noop("Over which period were the amounts counted?"),
    "which_same": gettext_noop("Which {field} is it?"),
    "which_titles": gettext_noop("Which column holds the titles?"),
    "which_unit": gettext_noop("In which unit is column {column}: minutes, hours or views?"),
}

KINDS = _PLACES | _ROWS | _FILES | _MAPPINGS | _NOTES | _TAKEN | _QUESTIONS
