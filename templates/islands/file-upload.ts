import { sizeText } from '../../domain/attachment.ts';

/**
 * A file field that uploads as soon as a file is chosen or dropped: progress, cancelling, another try after a broken line.
 * What was kept stands in the form as an id. Without this script the form sends the files itself.
 */
class FileUpload extends HTMLElement {
  readonly #going = new Map<HTMLElement, { file: File; call: XMLHttpRequest }>();
  readonly #stopped = new Map<HTMLElement, File>();
  #sendAfterwards: HTMLElement | null | undefined;

  connectedCallback(): void {
    if (!this.#input || this.classList.contains('upload-live')) return;
    this.classList.add('upload-live');
    this.#input.addEventListener('change', () => this.#take(this.#input?.files));
    for (const type of ['dragenter', 'dragover'])
      this.addEventListener(type, (event) => {
        event.preventDefault();
        this.classList.add('upload-over');
      });
    for (const type of ['dragleave', 'drop']) this.addEventListener(type, () => this.classList.remove('upload-over'));
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#take(event.dataTransfer?.files);
    });
    this.addEventListener('click', (event) => this.#act(event));
    this.addEventListener('change', () => this.#nameButton());
    this.addEventListener('change', () => this.#forgive());
    this.#form?.addEventListener('submit', (event) => this.#holdBack(event));
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector('input[type=file]');
  }

  get #form(): HTMLFormElement | null {
    return this.closest('form');
  }

  get #list(): Element | null {
    return this.querySelector('.files');
  }

  #take(files: FileList | null | undefined): void {
    const taken = [...(files ?? [])].slice(0, this.#multiple ? undefined : 1);
    if (this.#input) this.#input.value = ''; // it goes by itself now
    for (const file of taken) this.#judge(file);
  }

  get #multiple(): boolean {
    return this.dataset['multiple'] !== undefined;
  }

  #judge(file: File): void {
    const ending = `.${file.name.toLowerCase().split('.').at(-1)}`;
    if (!this.#input?.accept.split(',').includes(ending))
      this.#showWrong(file, this.dataset['notAllowed'] ?? '', false);
    else if (file.size > Number(this.dataset['bytesAtMost']))
      this.#showWrong(file, this.dataset['tooLarge'] ?? '', false);
    else this.#send(file);
  }

  #send(file: File): void {
    const row = this.#add('going', file.name);
    const call = new XMLHttpRequest();
    const bar = row.querySelector('progress');
    const note = row.querySelector('small');
    const tell = (share: number): void => {
      const text = `${this.dataset['uploading']} ${share}%`;
      if (bar) bar.value = share;
      bar?.setAttribute('aria-label', `${file.name} ${text}`);
      if (note) note.textContent = text;
    };
    tell(0);
    call.upload.addEventListener('progress', (event) => tell(Math.floor((100 * event.loaded) / event.total)));
    call.addEventListener('load', () => this.#answered(row, file, call));
    call.addEventListener('error', () => this.#broken(row, file));
    call.addEventListener('timeout', () => this.#broken(row, file));
    call.open('POST', '/api/attachments');
    call.timeout = 120_000;
    call.responseType = 'json';
    call.setRequestHeader('x-csrf-token', this.#form?.querySelector<HTMLInputElement>('[name=_csrf]')?.value ?? '');
    call.setRequestHeader('accept-language', document.documentElement.lang);
    const body = new FormData();
    body.append('kind', this.dataset['kind'] ?? '');
    body.append('file', file);
    this.#going.set(row, { file, call });
    call.send(body);
  }

  #answered(row: HTMLElement, file: File, call: XMLHttpRequest): void {
    const answer = (call.response ?? {}) as { id?: string; name?: string; sizeBytes?: number; detail?: string };
    this.#going.delete(row);
    row.remove();
    if (call.status === 201 && answer.id)
      this.#keep(answer.id, answer.name ?? file.name, answer.sizeBytes ?? file.size);
    else if (call.status >= 500 || call.status === 401 || call.status === 403 || call.status === 0)
      this.#showWrong(file, this.dataset['stopped'] ?? '', true);
    else this.#showWrong(file, answer.detail ?? this.dataset['notAllowed'] ?? '', false);
    this.#goOn();
  }

  #broken(row: HTMLElement, file: File): void {
    this.#going.delete(row);
    row.remove();
    this.#showWrong(file, this.dataset['stopped'] ?? '', true);
    this.#goOn();
  }

  #keep(id: string, name: string, bytes: number): void {
    if (!this.#multiple) for (const old of this.#list?.querySelectorAll('li') ?? []) old.remove();
    const row = this.#add('kept', name);
    const field = row.querySelector('input');
    if (field) Object.assign(field, { value: id, defaultChecked: false, checked: true }); // a choice, not how it was drawn
    row.querySelector('a')?.setAttribute('href', `/api/attachments/${id}`);
    const about = row.querySelector('small');
    if (about) about.textContent = `${this.dataset['uploaded']} · ${sizeText(bytes)}`;
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** What the button does follows from whether a file is there: it begins, adds another, or takes another in its place. */
  #nameButton(): void {
    const button = this.querySelector('[data-part=choose]');
    const { choose = '', chooseMore = '' } = this.dataset;
    if (button) button.textContent = this.querySelector('input:checked') ? chooseMore : choose;
  }

  /** That a file misses is no longer so once one is there. */
  #forgive(): void {
    const input = this.#input;
    if (!this.querySelector('input:checked')) return;
    this.querySelector(`:scope > [id="${input?.id}-error"]`)?.remove();
    this.classList.remove('has-error');
    input?.removeAttribute('aria-invalid');
    input?.setAttribute('aria-describedby', `${input.id}-hint`);
  }

  #showWrong(file: File, text: string, again: boolean): void {
    const row = this.#add('wrong', file.name);
    const error = row.querySelector('.error');
    if (error) error.textContent = text;
    if (again) this.#stopped.set(row, file);
    else row.querySelector('[data-act=retry]')?.remove();
  }

  #add(part: 'kept' | 'going' | 'wrong', name: string): HTMLElement {
    const template = this.querySelector<HTMLTemplateElement>(`template[data-part=${part}]`);
    const row = template?.content.firstElementChild?.cloneNode(true);
    if (!(row instanceof HTMLElement)) throw new Error(`no template ${part}`);
    for (const place of row.querySelectorAll('.file, .visually-hidden')) place.textContent = name;
    this.#list?.append(row);
    return row;
  }

  #act({ target }: Event): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null;
    const row = button?.closest('li');
    if (!button || !row) return;
    const file = this.#stopped.get(row);
    this.#going.get(row)?.call.abort();
    this.#going.delete(row);
    this.#stopped.delete(row);
    row.remove();
    if (button.dataset['act'] === 'retry' && file) this.#send(file);
    else this.#input?.focus();
    this.dispatchEvent(new Event('change', { bubbles: true }));
    this.#goOn();
  }

  /** A form that is sent while files are under way waits for them; those that broke off go with the form itself. */
  #holdBack(event: SubmitEvent): void {
    if (this.#going.size > 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#sendAfterwards = event.submitter;
    } else if (this.#stopped.size > 0 && this.#input) {
      const files = new DataTransfer();
      for (const file of this.#stopped.values()) files.items.add(file);
      this.#input.files = files.files;
    }
  }

  #goOn(): void {
    if (this.#sendAfterwards === undefined || this.#going.size > 0) return;
    const submitter = this.#sendAfterwards;
    this.#sendAfterwards = undefined;
    this.#form?.requestSubmit(submitter);
  }
}

customElements.define('file-upload', FileUpload);
